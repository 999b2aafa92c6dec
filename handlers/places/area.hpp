#pragma once

#include <string>
#include <vector>

#include "handlers/places/position.hpp"

namespace hub::places {

// A ring of positions; the last one may, but need not, repeat the first.
using Ring = std::vector<Position>;

// An outer ring, then the holes in it.
using Polygon = std::vector<Ring>;

// A municipality or a ward and the land it covers.
struct Area {
    std::string code;        // 27127: five digits, without the check digit
    std::string prefecture;  // 大阪府
    std::string name;        // 大阪市北区, 豊能郡豊能町
    std::vector<Polygon> polygons;
};

}  // namespace hub::places
