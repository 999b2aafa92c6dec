#include "handlers/catalog/spatial_index.hpp"

#include <algorithm>
#include <iterator>

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace hub::catalog {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Value = std::pair<Point, std::uint32_t>;
using RTree = bgi::rtree<Value, bgi::rstar<8>>;

Point to_point(const UnitVector& vector) { return {vector.x, vector.y, vector.z}; }

NearShop measured(const Value& value, const UnitVector& centre) {
    return {squared_chord({value.first.get<0>(), value.first.get<1>(), value.first.get<2>()}, centre), value.second};
}

std::vector<Value> to_values(const std::vector<SpatialIndex::Entry>& entries) {
    std::vector<Value> values;
    values.reserve(entries.size());
    for (const auto& entry : entries) values.emplace_back(to_point(entry.point), entry.shop);
    return values;
}

// Collects what a query finds, with its distance.
struct Collector {
    using iterator_category = std::output_iterator_tag;
    using value_type = void;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = void;

    Collector& operator=(const Value& value) {
        found->push_back(measured(value, *centre));
        return *this;
    }
    Collector& operator*() { return *this; }
    Collector& operator++() { return *this; }
    Collector operator++(int) { return *this; }

    std::vector<NearShop>* found;
    const UnitVector* centre;
};

}  // namespace

struct SpatialIndex::Tree {
    explicit Tree(const std::vector<Value>& values) : tree(values) {}  // the range constructor packs

    std::vector<NearShop> query(const UnitVector& centre, std::size_t count, const NearestFilter& filter) const {
        std::vector<NearShop> found;
        found.reserve(std::min(count, tree.size()));
        const Collector collector{&found, &centre};
        const auto nearest = bgi::nearest(to_point(centre), static_cast<unsigned>(count));
        if (filter.only == nullptr && !filter.from) {
            tree.query(nearest, collector);
        } else {
            const auto passes = [&](const Value& value) {
                if (filter.only != nullptr && !filter.only->has(value.second)) return false;
                return !filter.from || !(measured(value, centre) < *filter.from);
            };
            tree.query(nearest && bgi::satisfies(passes), collector);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    RTree tree;
};

SpatialIndex::SpatialIndex(std::vector<Entry> entries) : tree_(std::make_unique<const Tree>(to_values(entries))) {}

SpatialIndex::~SpatialIndex() = default;

std::vector<NearShop> SpatialIndex::nearest(const UnitVector& centre, std::size_t count,
                                            const NearestFilter& filter) const {
    if (count == 0) return {};
    // One more than asked for shows whether the cut goes through shops at one and the same distance (a shopping
    // centre). The tree picks any of those, so then the whole group is fetched before cutting.
    for (std::size_t ask = count + 1;; ask *= 2) {
        auto found = tree_->query(centre, ask, filter);
        const bool complete = found.size() < ask || found.back().squared_chord > found[count - 1].squared_chord;
        if (!complete) continue;
        if (found.size() > count) found.resize(count);
        return found;
    }
}

}  // namespace hub::catalog
