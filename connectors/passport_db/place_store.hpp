#pragma once

#include "connectors/passport_db/records.hpp"
#include "router/core/unit_of_work.hpp"

// The gazetteer (hub.place), kept in step with its lists by (source, source_key). Throws what libpqxx throws.
namespace hub::passport_db {

// What storing the places would change. Fields: the columns, "position", and "reopened" for a place that had been
// closed.
std::vector<Difference> compare_places(UnitOfWork& unit_of_work, const std::string& source,
                                       const std::vector<PlaceRecord>& places);

// Inserts the places that are new and updates the others; a place that had been closed is open again. Keys must differ
// within a batch. Only for places that compare_places finds something to do for.
void store_places(UnitOfWork& unit_of_work, const std::string& source, const std::vector<PlaceRecord>& places);

// How many open places the source has, and how many of them have keys that are not among `present_keys`.
int count_places(UnitOfWork& unit_of_work, const std::string& source);
int count_other_places(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys);

// Closes the places of the source whose keys are not among `present_keys`; returns how many.
int close_other_places(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys);

}  // namespace hub::passport_db
