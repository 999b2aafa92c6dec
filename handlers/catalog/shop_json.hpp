#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/catalog/code_list.hpp"
#include "handlers/catalog/opening_hours.hpp"

namespace hub::catalog {

// The shop as the API shows it, without the closing brace, so that what changes from answer to answer can be appended.
std::string open_shop_json(const ShopRow& shop, const CodeList& codes);

// Closes it, with `distance_m` (whole metres) and `open_now` when they are known, and `irregular` with an open shop of
// irregular hours.
void append_closed(std::string& out, std::string_view open_json, std::optional<std::int64_t> distance_m,
                   const OpeningHours::Answer& hours);

// One entry of DATALIST of the old list call: every value a string.
std::string legacy_shop_json(const ShopRow& shop);

}  // namespace hub::catalog
