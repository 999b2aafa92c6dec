#pragma once

#include <string>
#include <vector>

#include "connectors/passport_db/records.hpp"
#include "handlers/places/area.hpp"
#include "router/core/unit_of_work.hpp"

// The boundaries of municipalities (hub.area). Throws what libpqxx throws. Where nothing is to be changed no statement
// that could is run: it would move the catalog's version.
namespace hub::passport_db {

// Inserts the areas that are new and updates those that differ, by code.
StoredCounts store_areas(UnitOfWork& unit_of_work, const std::string& source, const std::vector<places::Area>& areas);

// Removes the areas of the source whose codes are not among these; returns how many.
int remove_other_areas(UnitOfWork& unit_of_work, const std::string& source, const std::vector<places::Area>& areas);

}  // namespace hub::passport_db
