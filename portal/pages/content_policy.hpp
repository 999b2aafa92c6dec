#pragma once

#include <string>
#include <string_view>

#include "portal/pages/map_settings.hpp"

namespace hub::portal {

// The content security policy of a page without a map: nothing but our own origin, and nothing inline.
std::string content_policy();

// That of a page with a map of these settings. The open map adds the tiles' origin to the images. Google's map gets
// what Google documents as its strict policy, which trusts by `nonce` (a fresh one per answer) instead of by host.
std::string content_policy(const MapSettings& settings, std::string_view nonce);

}  // namespace hub::portal
