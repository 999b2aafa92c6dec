#pragma once

#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "handlers/catalog/snapshot.hpp"

namespace hub::local_agent {

// The names people use for places, as values of the entity `place`: a station 焼津 is also called 焼津駅 and やいづえき, a
// city 焼津市 also 焼津, a ward 大阪市北区 also 北区.
Entity place_values(const std::vector<catalog::PlaceRow>& places);

// The names of shops with their readings, as values of the entity `shop`.
Entity shop_values(const std::vector<catalog::ShopRow>& shops);

// Both, of a catalog's snapshot.
std::vector<Entity> catalog_values(const catalog::Snapshot& snapshot);

}  // namespace hub::local_agent
