#include "connectors/passport_db/places/polygons.hpp"

#include <algorithm>
#include <cmath>

namespace hub::passport_db {
namespace {

constexpr json::Limits kLimits{8, kLargestShape};

std::optional<places::Position> read_corner(const json::Value& pair) {
    const auto numbers = pair.elements();
    if (numbers.size() < 2) return std::nullopt;
    const auto lng = numbers[0].as_number();
    const auto lat = numbers[1].as_number();
    if (!lng || !lat || !(std::abs(*lat) <= 90) || !(std::abs(*lng) <= 180)) return std::nullopt;
    return places::Position{*lat, *lng};
}

std::optional<places::Polygon> read_polygon(const json::Value& rings) {
    places::Polygon polygon;
    for (const auto& corners : rings.elements()) {
        places::Ring ring;
        for (const auto& pair : corners.elements()) {
            const auto corner = read_corner(pair);
            if (!corner) return std::nullopt;
            ring.push_back(*corner);
        }
        if (ring.size() < 3) return std::nullopt;
        polygon.push_back(std::move(ring));
    }
    if (polygon.empty()) return std::nullopt;
    return polygon;
}

}  // namespace

std::optional<std::vector<places::Polygon>> read_polygons(const json::Value& coordinates) {
    std::vector<places::Polygon> polygons;
    for (const auto& rings : coordinates.elements()) {
        auto polygon = read_polygon(rings);
        if (!polygon) return std::nullopt;
        polygons.push_back(std::move(*polygon));
    }
    if (polygons.empty()) return std::nullopt;
    return polygons;
}

std::optional<std::vector<places::Polygon>> read_polygons(std::string_view coordinates) {
    const auto document = json::Document::parse(coordinates, kLimits);
    if (!document) return std::nullopt;
    return read_polygons(document->root());
}

std::string to_json(const std::vector<places::Polygon>& polygons) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& polygon : polygons) {
        writer.begin_array();
        for (const auto& ring : polygon) {
            writer.begin_array();
            for (const auto& corner : ring) {
                writer.begin_array();
                writer.value(corner.lng);
                writer.value(corner.lat);
                writer.end_array();
            }
            writer.end_array();
        }
        writer.end_array();
    }
    writer.end_array();
    return writer.take();
}

std::size_t stored_size(const std::vector<places::Polygon>& polygons) {
    const auto text = to_json(polygons);
    return text.size() + static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
}

}  // namespace hub::passport_db
