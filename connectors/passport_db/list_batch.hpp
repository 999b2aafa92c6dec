#pragma once

#include <string>
#include <vector>

#include "connectors/passport_db/records.hpp"
#include "router/core/json.hpp"
#include "router/core/unit_of_work.hpp"

// What the stores of lists share: records travel to PostgreSQL as one JSON array. All functions throw what libpqxx
// throws.
namespace hub::passport_db {

// To be called first in a transaction that stores rows of a list: a second import of the same source waits for it.
void lock_source(UnitOfWork& unit_of_work, const std::string& source);

// `["a","b"]`.
std::string json_array(const std::vector<std::string>& texts);

// The differences of records, in their order. The query gets the batch as $1 and the source as $2 and returns
// source_key, whether it is new, and the names of the fields that differ, joined by commas.
std::vector<Difference> differences(UnitOfWork& unit_of_work, const char* query, const std::string& batch,
                                    const std::string& source, const std::vector<std::string>& keys);

// Writes the members lat and lng, when there is a position.
void write_position(json::Writer& writer, const std::optional<catalog::Position>& position);
void write_texts(json::Writer& writer, const char* name, const std::vector<std::string>& texts);

template <typename Records>
std::vector<std::string> keys_of(const Records& records) {
    std::vector<std::string> keys;
    for (const auto& record : records) keys.push_back(record.source_key);
    return keys;
}

// The first column of the only row of a query about a source and the keys that are still in its list.
int count_of(UnitOfWork& unit_of_work, const char* query, const std::string& source,
             const std::vector<std::string>& present_keys);
// How many rows a statement with the same parameters changed.
int changed_by(UnitOfWork& unit_of_work, const char* statement, const std::string& source,
               const std::vector<std::string>& present_keys);

}  // namespace hub::passport_db
