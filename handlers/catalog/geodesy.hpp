#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "handlers/catalog/catalog_data.hpp"

// Distances on the Earth taken as a sphere (haversine; within 0.6 % of the ellipsoid). Positions are kept as points of
// the unit sphere: the straight line between two of them (the chord) orders exactly as the way along the ground does,
// so an ordinary spatial tree finds the truly nearest ones, near the poles and across the date line too.
namespace hub::catalog {

struct UnitVector {
    double x = 0;
    double y = 0;
    double z = 0;
};

inline constexpr double kEarthRadius = 6371008.8;  // metres, mean radius

inline UnitVector unit_vector(Position position) {
    const double lat = position.lat * std::numbers::pi / 180;
    const double lng = position.lng * std::numbers::pi / 180;
    return {std::cos(lat) * std::cos(lng), std::cos(lat) * std::sin(lng), std::sin(lat)};
}

inline double squared_chord(const UnitVector& one, const UnitVector& other) {
    const double x = one.x - other.x;
    const double y = one.y - other.y;
    const double z = one.z - other.z;
    return x * x + y * y + z * z;
}

inline double metres_of(double squared_chord) {
    return 2 * kEarthRadius * std::asin(std::min(1.0, std::sqrt(squared_chord) / 2));
}

inline double squared_chord_of(double metres) {
    const double half_angle = std::min(metres / (2 * kEarthRadius), std::numbers::pi / 2);
    const double chord = 2 * std::sin(half_angle);
    return chord * chord;
}

inline double metres_between(Position one, Position other) {
    return metres_of(squared_chord(unit_vector(one), unit_vector(other)));
}

inline bool is_valid(Position position) {
    return std::abs(position.lat) <= 90 && std::abs(position.lng) <= 180;  // false for NaN
}

}  // namespace hub::catalog
