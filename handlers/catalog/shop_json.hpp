#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/code_list.hpp"

namespace hub::catalog {

// The shop as the API shows it, without the closing brace, so that a distance can still be appended.
std::string open_shop_json(const ShopRow& shop, const CodeList& codes);

// Closes it, with `distance_m` (whole metres) when it is not negative.
void append_closed(std::string& out, std::string_view open_json, std::int64_t distance_m);

// One entry of DATALIST of the old list call: every value a string.
std::string legacy_shop_json(const ShopRow& shop);

}  // namespace hub::catalog
