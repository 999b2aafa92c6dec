#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::portal {

// What the pages' map is made of. All may be empty: then it is an open map without a background.
struct MapSettings {
    std::string google_browser_key;    // public, restricted by referrer; Google's map is drawn when there is one
    std::string tile_url;              // https://tiles.example.jp/{z}/{x}/{y}.png
    std::string tile_attribution;      // what the tiles' publisher wants to be named as
    std::string tile_attribution_url;  // where that name leads; may be empty
    int tile_max_zoom = 18;            // the deepest zoom the tiles are published for
};

// The open map's script and tiles, or Google's.
enum class MapKind { open, google };

MapKind map_kind(const MapSettings& settings);

// The origin ("https://tiles.example.jp") of a pattern of tile addresses; empty when it is no http(s) address, does not
// have each of {z}, {x} and {y}, or has anything that may not stand in an address or in a content security policy.
std::optional<std::string> tile_origin(std::string_view tile_url);

// Whether `key` is written as Google's keys are.
bool is_browser_key(std::string_view key);

}  // namespace hub::portal
