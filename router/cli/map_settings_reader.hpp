#pragma once

#include "portal/pages/map_settings.hpp"
#include "router/cli/settings_reader.hpp"

namespace hub::cli {

// Reads `map` of hub.json: {"google_browser_key"?, "tiles"?: {"url", "attribution"?, "attribution_url"?, "max_zoom"}}.
// An empty key or tile URL is as good as none; tiles need an attribution. Problems are noted in `map`.
portal::MapSettings read_map_settings(SettingsReader map);

}  // namespace hub::cli
