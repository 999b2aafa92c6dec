#include "handlers/catalog/radius_counter.hpp"

#include <algorithm>

namespace hub::catalog {
namespace {

constexpr std::uint32_t kLeafSize = 16;
// Bounds are compared with this much to spare; entries near the rim are measured one by one.
constexpr double kRounding = 1e-15;

std::array<double, 3> coordinates(const UnitVector& vector) { return {vector.x, vector.y, vector.z}; }

// Squared distances from the centre to the nearest and the farthest point of a box.
std::pair<double, double> distances(const UnitVector& centre, const std::array<double, 3>& low,
                                    const std::array<double, 3>& high) {
    double nearest = 0;
    double farthest = 0;
    const auto at = coordinates(centre);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double outside = std::max({low[axis] - at[axis], 0.0, at[axis] - high[axis]});
        const double across = std::max(std::abs(at[axis] - low[axis]), std::abs(at[axis] - high[axis]));
        nearest += outside * outside;
        farthest += across * across;
    }
    return {nearest, farthest};
}

}  // namespace

RadiusCounter::RadiusCounter(std::vector<SpatialIndex::Entry> entries) : entries_(std::move(entries)) {
    if (!entries_.empty()) build(0, static_cast<std::uint32_t>(entries_.size()));
}

std::uint32_t RadiusCounter::build(std::uint32_t begin, std::uint32_t end) {
    Node node{coordinates(entries_[begin].point), coordinates(entries_[begin].point), begin, end};
    for (auto entry = begin; entry < end; ++entry) {
        const auto at = coordinates(entries_[entry].point);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            node.low[axis] = std::min(node.low[axis], at[axis]);
            node.high[axis] = std::max(node.high[axis], at[axis]);
        }
    }
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back(node);
    if (end - begin <= kLeafSize) return index;

    std::size_t widest = 0;
    for (std::size_t axis = 1; axis < 3; ++axis)
        if (node.high[axis] - node.low[axis] > node.high[widest] - node.low[widest]) widest = axis;
    const auto middle = begin + (end - begin) / 2;
    std::nth_element(entries_.begin() + begin, entries_.begin() + middle, entries_.begin() + end,
                     [widest](const SpatialIndex::Entry& one, const SpatialIndex::Entry& other) {
                         return coordinates(one.point)[widest] < coordinates(other.point)[widest];
                     });
    const auto left = build(begin, middle);
    const auto right = build(middle, end);
    nodes_[index].left = left;
    nodes_[index].right = right;
    return index;
}

template <typename Whole, typename Single>
void RadiusCounter::visit(std::uint32_t index, const UnitVector& centre, double limit, const Whole& whole,
                          const Single& single) const {
    const Node& node = nodes_[index];
    const auto [nearest, farthest] = distances(centre, node.low, node.high);
    if (nearest > limit + kRounding) return;
    if (farthest < limit - kRounding) {
        whole(node.begin, node.end);
    } else if (node.left != 0) {
        visit(node.left, centre, limit, whole, single);
        visit(node.right, centre, limit, whole, single);
    } else {
        for (auto entry = node.begin; entry < node.end; ++entry)
            if (squared_chord(entries_[entry].point, centre) <= limit) single(entries_[entry].shop);
    }
}

std::size_t RadiusCounter::count(const UnitVector& centre, double limit, const ShopSet* only) const {
    if (entries_.empty()) return 0;
    std::size_t total = 0;
    const auto single = [&](std::uint32_t shop) { total += only == nullptr || only->has(shop); };
    const auto whole = [&](std::uint32_t begin, std::uint32_t end) {
        if (only == nullptr) total += end - begin;
        else
            for (auto entry = begin; entry < end; ++entry) total += only->has(entries_[entry].shop);
    };
    visit(0, centre, limit, whole, single);
    return total;
}

void RadiusCounter::collect(const UnitVector& centre, double limit, ShopSet& set) const {
    if (entries_.empty()) return;
    const auto single = [&](std::uint32_t shop) { set.add(shop); };
    const auto whole = [&](std::uint32_t begin, std::uint32_t end) {
        for (auto entry = begin; entry < end; ++entry) set.add(entries_[entry].shop);
    };
    visit(0, centre, limit, whole, single);
}

}  // namespace hub::catalog
