#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/dialogflow/design/design_wire.hpp"
#include "handlers/catalog/catalog_data.hpp"

// The entries of the entities @place and @shop, made from the catalog's data. Pure.
namespace hub::dialogflow::design {

// What Dialogflow takes. Assumption [M]: from memory of its documentation.
struct EntityLimits {
    std::size_t entries = 30'000;    // of one entity
    std::size_t synonyms = 200;      // of one entry
    std::size_t value_length = 512;  // code points
};

struct EntityValues {
    std::vector<EntityEntry> entries;  // by value; each value once
    std::size_t left_out = 0;          // for which there was no room
};

// Places as people name them: 焼津駅 (やいづえき) and 焼津 (やいづ) each as a value of its own, because which place a
// bare name means is the hub's to decide. Equal names are one entry. Heavier places come first when there is no room
// for all. Names of one character and readings of fewer than three are left out: they occur in any sentence.
EntityValues place_values(const std::vector<catalog::PlaceRow>& places, const EntityLimits& limits = {});

// Shops by their names, with reading, without blanks, and without what stands in brackets.
EntityValues shop_values(const std::vector<catalog::ShopRow>& shops, const EntityLimits& limits = {});

// What has to be done so that an entity has the wanted entries: `present` as Dialogflow gives them.
struct EntityChanges {
    std::vector<EntityEntry> added;
    std::vector<EntityEntry> changed;
    std::vector<std::string> removed;  // values
};
EntityChanges changes_between(const std::vector<EntityEntry>& wanted, const std::vector<EntityEntry>& present);

// The entries in pieces that one call can carry.
std::vector<std::vector<EntityEntry>> in_chunks(std::vector<EntityEntry> entries, std::size_t most_entries,
                                                std::size_t most_bytes);

}  // namespace hub::dialogflow::design
