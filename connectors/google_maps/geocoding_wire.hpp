#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"

// Google's Geocoding API v3: what is asked and how the answer is read. Pure.
namespace hub::google_maps {

// A position that came from Google. Its terms: latitude and longitude may be kept for 30 days, everything else only
// for the answer it was asked for; shown without a Google map it says "Google Maps"; never on another map.
struct GooglePosition {
    std::string name;  // as Google writes it; not to be kept
    double lat = 0;
    double lng = 0;
    std::string kind;     // station, facility, address, city, prefecture, postal_code or place
    bool exact = false;   // false: Google guessed, or means a whole area; ask before relying on it
    WallTime expires_at;  // 30 days after it was asked
};

inline constexpr std::chrono::hours kLongestKept{30 * 24};

// The path and query for looking up `text` in Japan, without the key.
std::string geocoding_target(std::string_view text);

// A request that Google refuses as incomplete and does not charge for: it tells whether the key is accepted.
std::string key_check_target();

// The positions in a response body, at most five, none outside Japan; empty when nothing was found. Errors:
// throttled (OVER_QUERY_LIMIT), transient (UNKNOWN_ERROR, an unknown status, no JSON), invalid (INVALID_REQUEST),
// permanent (REQUEST_DENIED, OVER_DAILY_LIMIT, NOT_FOUND: an operator must act). Codes: "google_maps.<status>".
Result<std::vector<GooglePosition>> read_geocoding(std::string_view body, WallTime now);

// The reply of place.lookup: {"places":[{"name","lat","lng","kind","source":"google","exact"}],"attribution"?}.
// With places, attribution is "Google Maps" and must be shown.
std::string place_lookup_reply(const std::vector<GooglePosition>& positions);

}  // namespace hub::google_maps
