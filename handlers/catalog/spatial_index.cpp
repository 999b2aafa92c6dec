#include "handlers/catalog/spatial_index.hpp"

#include <algorithm>
#include <cmath>

namespace hub::catalog {
namespace {

constexpr std::uint32_t kLeafSize = 16;
// Bounds are compared with this much to spare; entries near the rim are measured one by one.
constexpr double kRounding = 1e-15;

using Corner = std::array<double, 3>;

Corner coordinates(const UnitVector& vector) { return {vector.x, vector.y, vector.z}; }

// Squared distance from the centre to the nearest point of a box.
double to_nearest(const UnitVector& centre, const Corner& low, const Corner& high) {
    const auto at = coordinates(centre);
    double sum = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double outside = std::max({low[axis] - at[axis], 0.0, at[axis] - high[axis]});
        sum += outside * outside;
    }
    return sum;
}

// Squared distance from the centre to the farthest point of a box.
double to_farthest(const UnitVector& centre, const Corner& low, const Corner& high) {
    const auto at = coordinates(centre);
    double sum = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double across = std::max(std::abs(at[axis] - low[axis]), std::abs(at[axis] - high[axis]));
        sum += across * across;
    }
    return sum;
}

}  // namespace

SpatialIndex::SpatialIndex(std::vector<Entry> entries) : entries_(std::move(entries)) {
    if (!entries_.empty()) build(0, static_cast<std::uint32_t>(entries_.size()));
}

std::uint32_t SpatialIndex::build(std::uint32_t begin, std::uint32_t end) {
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
                     [widest](const Entry& one, const Entry& other) {
                         return coordinates(one.point)[widest] < coordinates(other.point)[widest];
                     });
    build(begin, middle);
    const auto right = build(middle, end);
    nodes_[index].right = right;
    return index;
}

// The best so far, in order. Pages are short: moving a few is quicker than keeping a heap.
struct SpatialIndex::NearestSearch {
    const UnitVector& centre;
    std::size_t count;
    const NearestFilter& filter;
    std::vector<NearShop> found{};

    bool may_hold_better(double distance) const {
        return found.size() < count || distance <= found.back().squared_chord + kRounding;
    }

    void offer(const Entry& entry) {
        const NearShop near{squared_chord(entry.point, centre), entry.shop};
        if (found.size() == count && !(near < found.back())) return;
        if (filter.only != nullptr && !filter.only->has(near.shop)) return;
        if (filter.from && near < *filter.from) return;
        if (found.size() == count) found.pop_back();
        found.insert(std::upper_bound(found.begin(), found.end(), near), near);
    }
};

void SpatialIndex::search(std::uint32_t index, double distance, NearestSearch& state) const {
    if (!state.may_hold_better(distance)) return;
    const Node& node = nodes_[index];
    if (node.right == 0) {
        for (auto entry = node.begin; entry < node.end; ++entry) state.offer(entries_[entry]);
        return;
    }
    const auto left = index + 1;
    const double to_left = to_nearest(state.centre, nodes_[left].low, nodes_[left].high);
    const double to_right = to_nearest(state.centre, nodes_[node.right].low, nodes_[node.right].high);
    if (to_left <= to_right) {
        search(left, to_left, state);
        search(node.right, to_right, state);
    } else {
        search(node.right, to_right, state);
        search(left, to_left, state);
    }
}

std::vector<NearShop> SpatialIndex::nearest(const UnitVector& centre, std::size_t count,
                                            const NearestFilter& filter) const {
    if (count == 0 || entries_.empty()) return {};
    NearestSearch state{centre, count, filter};
    state.found.reserve(std::min(count, entries_.size()));
    search(0, 0, state);
    return std::move(state.found);
}

template <typename Whole, typename Single>
void SpatialIndex::visit_within(std::uint32_t index, const UnitVector& centre, double limit, const Whole& whole,
                                const Single& single) const {
    const Node& node = nodes_[index];
    if (to_nearest(centre, node.low, node.high) > limit + kRounding) return;
    if (to_farthest(centre, node.low, node.high) < limit - kRounding) {
        whole(node.begin, node.end);
    } else if (node.right != 0) {
        visit_within(index + 1, centre, limit, whole, single);
        visit_within(node.right, centre, limit, whole, single);
    } else {
        for (auto entry = node.begin; entry < node.end; ++entry)
            if (squared_chord(entries_[entry].point, centre) <= limit) single(entries_[entry].shop);
    }
}

std::size_t SpatialIndex::count_within(const UnitVector& centre, double limit, const ShopSet* only) const {
    if (entries_.empty()) return 0;
    std::size_t total = 0;
    const auto single = [&](std::uint32_t shop) { total += only == nullptr || only->has(shop); };
    const auto whole = [&](std::uint32_t begin, std::uint32_t end) {
        if (only == nullptr) total += end - begin;
        else
            for (auto entry = begin; entry < end; ++entry) total += only->has(entries_[entry].shop);
    };
    visit_within(0, centre, limit, whole, single);
    return total;
}

std::size_t SpatialIndex::count_between(const UnitVector& centre, double beyond, double limit,
                                        const ShopSet* only) const {
    const auto within = count_within(centre, limit, only);
    return beyond > 0 ? within - std::min(within, count_within(centre, beyond, only)) : within;
}

void SpatialIndex::collect_within(const UnitVector& centre, double limit, ShopSet& set) const {
    if (entries_.empty()) return;
    const auto single = [&](std::uint32_t shop) { set.add(shop); };
    const auto whole = [&](std::uint32_t begin, std::uint32_t end) {
        for (auto entry = begin; entry < end; ++entry) set.add(entries_[entry].shop);
    };
    visit_within(0, centre, limit, whole, single);
}

}  // namespace hub::catalog
