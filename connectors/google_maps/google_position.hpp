#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

// What Google's services have in common when they tell of a place. Pure.
namespace hub::google_maps {

// A position that came from Google. Its terms: latitude and longitude may be kept for 30 days, everything else only
// for the answer it was asked for; shown without a Google map it says "Google Maps"; never on another map.
struct GooglePosition {
    std::string name;  // as Google writes it; not to be kept
    double lat = 0;
    double lng = 0;
    std::string kind;      // station, facility, address, city, prefecture, postal_code or place
    bool exact = false;    // false: Google guessed, or means a whole area; ask before relying on it
    WallTime expires_at;   // 30 days after it was asked
    std::string credit{};  // plain text: who must be named beside Google
};

inline constexpr std::chrono::hours kLongestKept{30 * 24};
inline constexpr std::size_t kMostPositions = 5;

// True when the value's member "types" has one of the wanted names.
bool has_any_type(const json::Value& value, std::initializer_list<std::string_view> wanted);

// The kind of place that the member "types" means.
std::string_view kind_of(const json::Value& place);

// True for a kind that is a whole area and no place to walk to.
bool is_area(std::string_view kind);

// True for coordinates around Japan. Its neighbours are partly within.
bool is_around_japan(double lat, double lng);

// 日本、〒540-8570 大阪府大阪市… as people write it: without country and postal code.
std::string readable_address(std::string_view address);

// Whether a place of this name can be what was asked for: one name holds the other, in any spelling.
bool is_named(std::string_view name, std::string_view asked);

// What a legacy status that is neither OK nor ZERO_RESULTS means: throttled (OVER_QUERY_LIMIT), transient
// (UNKNOWN_ERROR, an unknown status), invalid (INVALID_REQUEST), permanent (REQUEST_DENIED, OVER_DAILY_LIMIT,
// NOT_FOUND: an operator must act). Codes: "google_maps.<status>".
Error refusal_of(std::string_view status);

// Transient "google_maps.bad_answer".
Error unreadable_answer();

// The reply of place.lookup: {"places":[{"name","lat","lng","kind","source":"google","exact"}],"attribution"?}.
// With places, attribution is "Google Maps", with the others who must be named, and must be shown.
std::string place_lookup_reply(const std::vector<GooglePosition>& positions);

}  // namespace hub::google_maps
