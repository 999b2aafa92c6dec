#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/google_maps/google_maps_settings.hpp"
#include "connectors/google_maps/google_position.hpp"

// Google's Places, legacy: Text Search, the one call that finds by name, is told where to look and says what kind of
// place it found. Pure.
namespace hub::google_maps {

// The path and query for looking up `text`, preferably within the bias, without the key.
std::string text_search_target(std::string_view text, const Bias& bias);

// A request that Google refuses as incomplete and does not charge for: it tells whether the key is accepted.
std::string text_search_check_target();

// The positions in a response body, at most kMostPositions, none outside Japan, none closed for good; empty when
// nothing was found. Exact is a single place, no area, that is named as `asked`. Errors: those of refusal_of and
// unreadable_answer.
Result<std::vector<GooglePosition>> read_text_search(std::string_view body, std::string_view asked, WallTime now);

}  // namespace hub::google_maps
