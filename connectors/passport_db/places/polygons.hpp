#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/places/area.hpp"
#include "router/core/json.hpp"

// Polygons as GeoJSON (RFC 7946) writes them: longitude before latitude.
namespace hub::passport_db {

// The coordinates of a MultiPolygon; empty when they are none, or a corner lies outside the globe.
std::optional<std::vector<places::Polygon>> read_polygons(const json::Value& coordinates);
std::optional<std::vector<places::Polygon>> read_polygons(std::string_view coordinates);

// The coordinates of a MultiPolygon as JSON text.
std::string to_json(const std::vector<places::Polygon>& polygons);

// The bytes of that text as the database gives it back: with a blank behind each comma.
std::size_t stored_size(const std::vector<places::Polygon>& polygons);
// Longer texts are not read.
inline constexpr std::size_t kLargestShape = 16 * 1024 * 1024;

}  // namespace hub::passport_db
