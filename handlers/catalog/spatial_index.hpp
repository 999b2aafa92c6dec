#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "handlers/catalog/geodesy.hpp"
#include "handlers/catalog/shop_set.hpp"

namespace hub::catalog {

// A shop and how far it is; ordered by distance, then by index.
struct NearShop {
    double squared_chord = 0;
    std::uint32_t shop = 0;

    friend bool operator<(const NearShop& one, const NearShop& other) {
        return one.squared_chord != other.squared_chord ? one.squared_chord < other.squared_chord
                                                        : one.shop < other.shop;
    }
};

// What `nearest` is to leave out.
struct NearestFilter {
    const ShopSet* only = nullptr;    // null: all
    std::optional<NearShop> from{};   // only this one and what orders after it; the shop itself need not exist
};

// The positions of a snapshot's shops in a packed R-tree. Immutable.
class SpatialIndex {
public:
    struct Entry {
        UnitVector point;
        std::uint32_t shop;
    };
    explicit SpatialIndex(std::vector<Entry> entries);
    ~SpatialIndex();

    // The `count` nearest entries that pass the filter, in order; fewer when there are no more. Of several at the same
    // distance those with the lower index come first, also where the list is cut.
    std::vector<NearShop> nearest(const UnitVector& centre, std::size_t count, const NearestFilter& filter) const;

private:
    struct Tree;
    std::unique_ptr<const Tree> tree_;
};

}  // namespace hub::catalog
