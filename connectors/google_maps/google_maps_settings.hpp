#pragma once

#include <cstdint>
#include <string>

namespace hub::google_maps {

// Which of Google's services looks a place up: Geocoding v3, Places (legacy) or Places (New).
enum class Lookup { geocoding, places, places_new };

// Where a place is more likely meant to be; what lies elsewhere is found as well.
struct Bias {
    double lat = 34.62;  // the prefecture of Osaka
    double lng = 135.51;
    int radius_m = 50'000;  // at most 50,000
};

struct GoogleMapsSettings {
    std::string base_url = "https://maps.googleapis.com";  // Places (New): https://places.googleapis.com
    std::string key{};                                     // secret; empty: every lookup is permanent
    std::int64_t requests_per_day = 2000;
    std::size_t most_positions_kept = 2000;
    Lookup lookup = Lookup::geocoding;
    Bias bias{};  // Places only
};

}  // namespace hub::google_maps
