#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/google_maps/google_position.hpp"

// Google's Geocoding API v3: what is asked and how the answer is read. Pure.
namespace hub::google_maps {

// The path and query for looking up `text` in Japan, without the key.
std::string geocoding_target(std::string_view text);

// A request that Google refuses as incomplete and does not charge for: it tells whether the key is accepted.
std::string key_check_target();

// The positions in a response body, at most kMostPositions, none outside Japan; empty when nothing was found. Errors:
// those of refusal_of and unreadable_answer.
Result<std::vector<GooglePosition>> read_geocoding(std::string_view body, WallTime now);

}  // namespace hub::google_maps
