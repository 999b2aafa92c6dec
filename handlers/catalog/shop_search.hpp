#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "handlers/catalog/attribute_index.hpp"
#include "handlers/catalog/cursor.hpp"
#include "handlers/catalog/shop_hours.hpp"
#include "handlers/catalog/shop_query.hpp"
#include "handlers/catalog/spatial_index.hpp"
#include "handlers/catalog/text_index.hpp"

namespace hub::catalog {

// One page of a search: indexes of shops in the order asked for.
struct ShopPage {
    struct Item {
        std::uint32_t shop;
        std::optional<double> squared_chord;  // when the query has a position and the shop one too
    };
    std::vector<Item> items;
    std::size_t total = 0;  // of all pages: within the radius when there is one, else everything that matches
    bool more = false;
};

// The indexes of a snapshot and the plan how to use them. Keeps a reference to the shops (ascending by shop_id), which
// must outlive it. Immutable.
class ShopSearch {
public:
    explicit ShopSearch(const std::vector<ShopRow>& shops);

    // The page behind the cursor, or the first one.
    ShopPage find(const ShopQuery& query, const std::optional<Cursor>& after) const;

    // The cursor that leads on behind an item of an answer to `query`.
    Cursor cursor_behind(const ShopPage::Item& item, const ShopQuery& query) const;

    const AttributeIndex& attributes() const { return attributes_; }
    const ShopHours& hours() const { return hours_; }

private:
    ShopPage by_distance(const ShopQuery& query, const std::optional<ShopSet>& filter,
                         const std::optional<Cursor>& after) const;
    ShopPage by_order(const std::vector<std::uint32_t>& order, const ShopQuery& query,
                      const std::optional<ShopSet>& filter, const std::optional<Cursor>& after) const;
    std::vector<NearShop> nearest_of(const UnitVector& centre, const ShopSet& shops,
                                     const std::optional<NearShop>& from, std::size_t count) const;
    std::optional<ShopSet> filter_of(const ShopQuery& query) const;
    bool is_behind(std::uint32_t shop, const Cursor& cursor) const;
    std::uint32_t first_with_id_above(std::int64_t shop_id) const;

    const std::vector<ShopRow>& shops_;
    std::vector<UnitVector> points_;       // by shop; of shops without a position unset
    ShopSet without_position_;
    std::vector<std::string> sort_names_;  // by shop
    std::vector<std::uint32_t> by_update_;  // latest first
    std::vector<std::uint32_t> by_name_;
    AttributeIndex attributes_;
    ShopHours hours_;
    TextIndex text_;
    SpatialIndex spatial_;
};

}  // namespace hub::catalog
