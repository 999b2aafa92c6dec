#include "handlers/catalog/place_names.hpp"

#include "handlers/catalog/folding.hpp"

namespace hub::catalog {

bool is_town(const PlaceRow& place) {
    return place.kind == "town" || place.kind == "chome" || place.kind == "divided_town";
}

bool is_said_alone(const PlaceRow& place) { return !is_town(place) || count_code_points(place.name) >= kShortestTown; }

}  // namespace hub::catalog
