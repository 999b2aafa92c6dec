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

}  // namespace hub::passport_db
