#pragma once

#include "connectors/passport_db/records.hpp"
#include "router/core/unit_of_work.hpp"

// Facilities (hub.facility), kept in step with their lists by (source, source_key). All functions throw what libpqxx
// throws.
namespace hub::passport_db {

// What storing the facilities would change. Fields: the columns, "position", "services", and "reopened" for a facility
// that had been closed.
std::vector<Difference> compare_facilities(UnitOfWork& unit_of_work, const std::string& source,
                                           const std::vector<FacilityRecord>& facilities);

// Inserts the facilities that are new and updates the others; one that had been closed is open again. Keys must differ
// within a batch.
void store_facilities(UnitOfWork& unit_of_work, const std::string& source,
                      const std::vector<FacilityRecord>& facilities);

// How many open facilities the source has, and how many of them have keys that are not among `present_keys`.
int count_facilities(UnitOfWork& unit_of_work, const std::string& source);
int count_other_facilities(UnitOfWork& unit_of_work, const std::string& source,
                           const std::vector<std::string>& present_keys);
// Closes the latter; returns how many.
int close_other_facilities(UnitOfWork& unit_of_work, const std::string& source,
                           const std::vector<std::string>& present_keys);

}  // namespace hub::passport_db
