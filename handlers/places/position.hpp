#pragma once

namespace hub::places {

// WGS 84 degrees.
struct Position {
    double lat = 0;
    double lng = 0;
};

}  // namespace hub::places
