#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/passport_db/places/polygons.hpp"
#include "handlers/places/area.hpp"
#include "router/core/result.hpp"

namespace hub::passport_db {

// A row of a geographic list that does not come in.
struct LeftOut {
    int number = 0;  // of the feature or the entry, from 1
    std::string what;
    std::string reason;  // in Japanese: the list's publisher reads it
};

struct AreaList {
    std::vector<places::Area> areas;  // ascending by code; the parts of one municipality are put together
    std::vector<LeftOut> left_out;
};

// Reads the boundaries of municipalities as 国土数値情報（行政区域） has them in GeoJSON: a FeatureCollection whose
// features have N03_001 (prefecture), N03_003 (district or city), N03_004 (town, village or ward) and N03_007 (code).
// Areas whose names or shapes (`most_bytes`, see stored_size) are larger than what is stored and read again are left
// out. Errors: invalid "areas.json", "areas.form".
Result<AreaList> read_areas(std::string_view geojson, std::size_t most_bytes = kLargestShape);

}  // namespace hub::passport_db
