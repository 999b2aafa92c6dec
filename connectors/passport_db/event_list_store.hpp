#pragma once

#include "connectors/passport_db/records.hpp"
#include "router/core/unit_of_work.hpp"

// Events (table event) of a list, kept in step with it by (source, source_key). They are public at once. One that is no
// longer in its list ends its publication before all time (published_until = -infinity), whatever staff made of its
// status; so it can be told from one that staff took offline. All functions throw what libpqxx throws.
namespace hub::passport_db {

// What storing the events would change. Fields: the columns, "position", and "reopened" for one whose publication an
// import had ended.
std::vector<Difference> compare_events(UnitOfWork& unit_of_work, const std::string& source,
                                       const std::vector<EventRecord>& events);

// Inserts the events that are new and updates the others. Keys must differ within a batch.
void store_events(UnitOfWork& unit_of_work, const std::string& source, const std::vector<EventRecord>& events);

// How many events of the source are published and not yet over, and how many of them have keys that are not among
// `present_keys`.
int count_events(UnitOfWork& unit_of_work, const std::string& source);
int count_other_events(UnitOfWork& unit_of_work, const std::string& source,
                       const std::vector<std::string>& present_keys);
// Ends the publication of the latter; returns how many.
int end_other_events(UnitOfWork& unit_of_work, const std::string& source, const std::vector<std::string>& present_keys);

}  // namespace hub::passport_db
