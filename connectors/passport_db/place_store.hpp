#pragma once

#include "connectors/passport_db/records.hpp"
#include "router/core/json.hpp"
#include "router/core/unit_of_work.hpp"

// The gazetteer (hub.place), kept in step with its lists by (source, source_key). Throws what libpqxx throws.
namespace hub::passport_db {

// Inserts the places that are new and updates those that differ; a place that had been closed is open again. Keys must
// differ within a batch.
StoredCounts store_places(UnitOfWork& unit_of_work, const std::string& source, const std::vector<PlaceRecord>& places);

// Writes the member "aliases" with as many other names as a row keeps.
void write_aliases(json::Writer& writer, const PlaceRecord& place);

// Closes the places of the source whose keys are not among `present_keys`; returns how many.
int close_other_places(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys);

}  // namespace hub::passport_db
