#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "handlers/catalog/shop_set.hpp"
#include "handlers/catalog/spatial_index.hpp"

namespace hub::catalog {

// Counts shops within a radius without looking at each: a k-d tree whose nodes know their bounds, so that a node
// wholly inside counts at once. Immutable.
class RadiusCounter {
public:
    explicit RadiusCounter(std::vector<SpatialIndex::Entry> entries);

    // How many entries (of `only`, when given) are no farther than the chord.
    std::size_t count(const UnitVector& centre, double squared_chord, const ShopSet* only) const;

    // Adds every entry no farther than the chord to `set`.
    void collect(const UnitVector& centre, double squared_chord, ShopSet& set) const;

private:
    struct Node {
        std::array<double, 3> low;
        std::array<double, 3> high;
        std::uint32_t begin;  // entries of this node
        std::uint32_t end;
        std::uint32_t left = 0;  // 0: a leaf
        std::uint32_t right = 0;
    };

    std::uint32_t build(std::uint32_t begin, std::uint32_t end);
    template <typename Whole, typename Single>
    void visit(std::uint32_t node, const UnitVector& centre, double squared_chord, const Whole& whole,
               const Single& single) const;

    std::vector<SpatialIndex::Entry> entries_;
    std::vector<Node> nodes_;
};

}  // namespace hub::catalog
