#pragma once

#include <cstddef>

#include "handlers/catalog/catalog_data.hpp"

// What the kind of a place says about its name.
namespace hub::catalog {

// Towns with shorter names (森, 東) are words as often as names: within a sentence only longer ones count.
inline constexpr std::size_t kShortestTown = 3;  // letters

bool is_town(const PlaceRow& place);

// False for a town whose name is known only within an address.
bool is_said_alone(const PlaceRow& place);

}  // namespace hub::catalog
