#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "router/core/japanese_calendar.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

namespace hub::catalog {

enum class ShopOrder : std::uint8_t { distance = 1, updated_at = 2, name = 3 };

// What shop.list is asked.
struct ShopQuery {
    std::optional<Position> near{};
    std::optional<double> radius_m{};           // only together with `near`
    double beyond_m = 0;                        // only what is farther than this; only together with `radius_m`
    std::string text{};                         // terms separated by blanks, all must occur
    std::vector<std::string> genres{};          // codes; any of them
    std::vector<std::string> tokuten{};         // codes; all of them
    std::string city{};
    std::optional<Programme> programme{};
    bool open_now = false;                      // only shops that are open at `now` as far as is known
    JapaneseTime now{};                         // set by whoever has a clock
    ShopOrder order = ShopOrder::updated_at;
    std::size_t limit = 20;
    std::string cursor{};                       // as an earlier answer gave it; empty: from the start
};

inline constexpr std::size_t kMostShopsPerPage = 100;
inline constexpr double kLargestRadius = 100'000;  // metres

// Reads the data of a shop.list message. Without `sort` the order is by distance when a position is given, by time of
// the last change otherwise. Every wrong or unknown member is named in `fields` of an `invalid` error.
Result<ShopQuery> read_shop_query(const json::Value& data);

// A number that is equal for queries that differ only in limit and cursor.
std::uint64_t fingerprint(const ShopQuery& query);

}  // namespace hub::catalog
