#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/passport_db/places/area_list.hpp"
#include "connectors/passport_db/records.hpp"
#include "router/core/result.hpp"

namespace hub::passport_db {

// The towns of one municipality, as geolonia/japanese-addresses has them: a JSON array of {"town", "koaza", "lat",
// "lng"}.
struct TownFile {
    std::string prefecture;    // 大阪府: the name of its folder
    std::string municipality;  // 堺市堺区: its own name
    std::string text;
};

struct TownList {
    std::vector<PlaceRecord> places;  // kinds town, chome and divided_town
    std::vector<LeftOut> left_out;
};

// Makes places of towns. A town that is divided into 丁目 also becomes one place as a whole (divided_town), in the
// middle of its 丁目. Where a position is missing the middle of the town's other 丁目 stands in; a town without any is
// left out. Errors: invalid "towns.json" (with the file's name).
Result<TownList> read_towns(const std::vector<TownFile>& files);

}  // namespace hub::passport_db
