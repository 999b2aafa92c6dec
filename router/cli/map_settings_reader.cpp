#include "router/cli/map_settings_reader.hpp"

namespace hub::cli {
namespace {

constexpr int kDeepestZoom = 22;

void read_tiles(SettingsReader tiles, portal::MapSettings& settings) {
    settings.tile_url = tiles.text("url", false);
    settings.tile_attribution = tiles.text("attribution", false);
    settings.tile_attribution_url = tiles.text("attribution_url", false);
    settings.tile_max_zoom = tiles.integer("max_zoom", 1, kDeepestZoom);
    tiles.finish();
    if (settings.tile_url.empty()) return;
    if (!portal::tile_origin(settings.tile_url))
        tiles.refuse("url", "must be an http(s) URL with {z}, {x} and {y}, without spaces, commas or other braces");
    if (settings.tile_attribution.empty()) tiles.refuse("attribution", "must name the publisher of the tiles");
}

}  // namespace

portal::MapSettings read_map_settings(SettingsReader map) {
    portal::MapSettings settings;
    settings.google_browser_key = map.text("google_browser_key", false);
    if (!settings.google_browser_key.empty() && !portal::is_browser_key(settings.google_browser_key))
        map.refuse("google_browser_key", "must be a key of letters, digits, - and _");
    if (map.has("tiles")) read_tiles(map.section("tiles"), settings);
    map.finish();
    return settings;
}

}  // namespace hub::cli
