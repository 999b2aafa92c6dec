#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
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

// What orders behind everything that is no farther than `metres`; none for 0, for then nothing is left out.
inline std::optional<NearShop> first_beyond(double metres) {
    if (metres <= 0) return std::nullopt;
    return NearShop{squared_chord_of(metres), std::numeric_limits<std::uint32_t>::max()};
}

// What `nearest` is to leave out.
struct NearestFilter {
    const ShopSet* only = nullptr;    // null: all
    std::optional<NearShop> from{};   // only this one and what orders after it; the shop itself need not exist
};

// The positions of a snapshot's shops in a k-d tree (Bentley, 1975) that lies in two arrays, so that a search reads
// memory it has just been beside. Every node knows its bounds and how many it holds: the nearest ones are found without
// looking at the rest, and those within a radius are counted without looking at each. Immutable.
class SpatialIndex {
public:
    struct Entry {
        UnitVector point;
        std::uint32_t shop;
    };
    explicit SpatialIndex(std::vector<Entry> entries);

    // The `count` nearest entries that pass the filter, in order; fewer when there are no more. Of several at the same
    // distance those with the lower index come first, also where the list is cut.
    std::vector<NearShop> nearest(const UnitVector& centre, std::size_t count, const NearestFilter& filter) const;

    // How many entries (of `only`, when given) are no farther than the chord.
    std::size_t count_within(const UnitVector& centre, double squared_chord, const ShopSet* only) const;
    // How many of them are farther than `beyond`; 0 is no bound.
    std::size_t count_between(const UnitVector& centre, double squared_beyond, double squared_chord,
                              const ShopSet* only) const;

    // Adds every entry no farther than the chord to `set`.
    void collect_within(const UnitVector& centre, double squared_chord, ShopSet& set) const;

private:
    struct Node {
        std::array<double, 3> low;
        std::array<double, 3> high;
        std::uint32_t begin;  // entries of this node
        std::uint32_t end;
        std::uint32_t right = 0;  // 0: a leaf; the left child is the next node
    };
    struct NearestSearch;

    std::uint32_t build(std::uint32_t begin, std::uint32_t end);
    void search(std::uint32_t node, double distance, NearestSearch& search) const;
    template <typename Whole, typename Single>
    void visit_within(std::uint32_t node, const UnitVector& centre, double squared_chord, const Whole& whole,
                      const Single& single) const;

    std::vector<Entry> entries_;
    std::vector<Node> nodes_;
};

}  // namespace hub::catalog
