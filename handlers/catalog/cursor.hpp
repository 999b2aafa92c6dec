#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "handlers/catalog/shop_query.hpp"
#include "router/core/result.hpp"

namespace hub::catalog {

// Where a page ended: the sort key of its last shop, not a place in a list. So it stays good when the catalog is
// replaced in between: the next page goes on behind that key, whatever has been added or taken away.
struct Cursor {
    ShopOrder order = ShopOrder::updated_at;
    std::uint64_t query = 0;       // fingerprint() of the query it belongs to
    std::int64_t shop_id = 0;
    double squared_chord = 0;      // order distance
    std::int64_t updated_at = 0;   // order updated_at: microseconds since 1970
    std::string name{};            // order name: the shop's sort name
};

// URL-safe text without meaning to others.
std::string to_text(const Cursor& cursor);

// Reads it back; `invalid`, with field /cursor, when it is not ours or belongs to another query.
Result<Cursor> read_cursor(const ShopQuery& query);

}  // namespace hub::catalog
