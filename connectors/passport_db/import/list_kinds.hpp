#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/passport_db/import/duplicates.hpp"
#include "connectors/passport_db/import/row_reader.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::passport_db {

// How rows of one kind of list are read, compared and stored; there is one for each kind of record.
template <typename Record>
struct ListKindRules {
    std::optional<Record> (*read)(const RowReader&, const TableRow&, const CodeLists&, std::vector<Finding>&);
    std::vector<Difference> (*compare)(UnitOfWork&, const std::string& source, const std::vector<Record>&);
    void (*store)(UnitOfWork&, const std::string& source, const std::vector<Record>&);
    int (*count)(UnitOfWork&, const std::string& source);
    int (*count_others)(UnitOfWork&, const std::string& source, const std::vector<std::string>& present_keys);
    int (*close_others)(UnitOfWork&, const std::string& source, const std::vector<std::string>& present_keys);
    ListedThing (*thing)(const Record&);
    const char* same_mark;  // what two things with the same mark have in common; nullptr: duplicates are no matter
    // The public things of other sources ($1: this one): name, source, mark, lat, lng.
    const char* neighbours;
};

template <typename Record>
const ListKindRules<Record>& rules_of();

template <>
const ListKindRules<ShopRecord>& rules_of<ShopRecord>();
template <>
const ListKindRules<FacilityRecord>& rules_of<FacilityRecord>();
template <>
const ListKindRules<EventRecord>& rules_of<EventRecord>();
template <>
const ListKindRules<PlaceRecord>& rules_of<PlaceRecord>();

}  // namespace hub::passport_db
