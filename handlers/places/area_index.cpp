#include "handlers/places/area_index.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <boost/geometry/index/rtree.hpp>

namespace hub::places {
namespace {

namespace geometry = boost::geometry;
using Point = geometry::model::d2::point_xy<double>;  // longitude, latitude
using Box = geometry::model::box<Point>;
using Shape = geometry::model::polygon<Point>;
using Entry = std::pair<Box, std::uint32_t>;  // of a shape

constexpr double kMetresPerDegree = 111'195;  // of latitude, on the mean sphere
constexpr double kLargestTolerance = 10'000;

bool is_on_the_globe(Position position) { return std::abs(position.lat) <= 90 && std::abs(position.lng) <= 180; }

template <typename Corners>
void take_ring(const Ring& ring, Corners& corners) {
    for (const auto& position : ring)
        if (is_on_the_globe(position)) corners.push_back({position.lng, position.lat});
}

Shape shape_of(const Polygon& polygon) {
    Shape shape;
    for (std::size_t ring = 0; ring < polygon.size(); ++ring) {
        if (ring == 0) {
            take_ring(polygon[ring], shape.outer());
            continue;
        }
        shape.inners().emplace_back();
        take_ring(polygon[ring], shape.inners().back());
    }
    std::erase_if(shape.inners(), [](const auto& hole) { return hole.size() < 3; });
    geometry::correct(shape);  // closed, and in the order the library wants
    return shape;
}

double degrees_of_longitude(double metres, double lat) {
    return metres / (kMetresPerDegree * std::max(0.01, std::cos(lat * std::numbers::pi / 180)));
}

// The same shape in metres east and north of a point: near it the plane is good enough.
class InMetres {
public:
    explicit InMetres(Position origin)
        : origin_(origin), east_(kMetresPerDegree * std::cos(origin.lat * std::numbers::pi / 180)) {}
    bool apply(const Point& from, Point& to) const {
        to = {(from.x() - origin_.lng) * east_, (from.y() - origin_.lat) * kMetresPerDegree};
        return true;
    }

private:
    Position origin_;
    double east_;
};

}  // namespace

struct AreaIndex::State {
    std::vector<Area> areas;
    std::vector<Shape> shapes;
    std::vector<std::uint32_t> area_of_shape;
    geometry::index::rtree<Entry, geometry::index::quadratic<16>> boxes;
};

AreaIndex::AreaIndex() : AreaIndex(std::vector<Area>()) {}

AreaIndex::AreaIndex(std::vector<Area> areas) {
    auto state = std::make_shared<State>();
    state->areas = std::move(areas);
    std::vector<Entry> entries;
    for (std::uint32_t area = 0; area < state->areas.size(); ++area)
        for (const auto& polygon : state->areas[area].polygons) {
            auto shape = shape_of(polygon);
            if (shape.outer().size() < 4) continue;
            entries.emplace_back(geometry::return_envelope<Box>(shape), static_cast<std::uint32_t>(entries.size()));
            state->shapes.push_back(std::move(shape));
            state->area_of_shape.push_back(area);
        }
    state->boxes = decltype(state->boxes)(entries);
    state_ = std::move(state);
}

std::optional<Position> middle_of(const Area& area) {
    std::optional<Position> middle;
    double largest = 0;
    for (const auto& polygon : area.polygons) {
        const auto shape = shape_of(polygon);
        const double size = shape.outer().size() < 4 ? 0 : geometry::area(shape);
        if (size <= largest) continue;
        largest = size;
        Point centre(0, 0);
        geometry::centroid(shape, centre);
        middle = Position{centre.y(), centre.x()};
    }
    return middle;
}

const std::vector<Area>& AreaIndex::areas() const { return state_->areas; }

std::optional<AreaIndex::Hit> AreaIndex::at(Position position, double tolerance) const {
    if (!is_on_the_globe(position)) return std::nullopt;
    tolerance = std::clamp(tolerance, 0.0, kLargestTolerance);
    const Point point(position.lng, position.lat);
    const double north = tolerance / kMetresPerDegree;
    const double east = degrees_of_longitude(tolerance, position.lat);
    const Box around({position.lng - east, position.lat - north}, {position.lng + east, position.lat + north});
    std::vector<Entry> near;
    state_->boxes.query(geometry::index::intersects(around), std::back_inserter(near));
    std::sort(near.begin(), near.end(), [](const Entry& one, const Entry& other) { return one.second < other.second; });
    for (const auto& [box, shape] : near)
        if (geometry::covered_by(point, state_->shapes[shape]))
            return Hit{&state_->areas[state_->area_of_shape[shape]], 0};
    std::optional<Hit> nearest;
    const InMetres in_metres(position);
    for (const auto& [box, shape] : near) {
        Shape local;
        geometry::transform(state_->shapes[shape], local, in_metres);
        const double distance = geometry::distance(Point(0, 0), local);
        if (distance <= tolerance && (!nearest || distance < nearest->outside_m))
            nearest = Hit{&state_->areas[state_->area_of_shape[shape]], distance};
    }
    return nearest;
}

}  // namespace hub::places
