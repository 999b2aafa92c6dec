#pragma once

#include <string>

#include "handlers/catalog/catalog_data.hpp"
#include "router/core/result.hpp"

namespace hub::passport_db {

struct ListPosition {
    catalog::Position position;
    bool swapped = false;  // latitude and longitude had been written the other way round
};

// Whether a cell is a number, as degrees are.
bool is_degrees(const std::string& cell);

// The position two cells name in degrees (WGS 84). Errors: invalid, with a Japanese sentence in `detail`: no numbers,
// or outside Japan. Pure.
Result<ListPosition> position_in_japan(const std::string& lat, const std::string& lng);

}  // namespace hub::passport_db
