#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/passport_db/import/cell_reader.hpp"

namespace hub::passport_db {

// The code lists that rows refer to.
struct CodeLists {
    Codes genres;
    Codes benefits;
    Codes facilities;
};

// Turns rows of one list into records, as its mapping says. Pure; keeps references to nothing.
class RowReader {
public:
    // Errors: invalid "import.columns" naming every column the mapping asks for and the header lacks or has twice.
    static Result<RowReader> make(Mapping mapping, const std::vector<std::string>& header);

    // Of a row that has more or fewer cells than the header nobody knows which cell is which: it has neither.
    // Why the row is left out on purpose; empty when it is not.
    std::optional<std::string> skip_reason(const TableRow& row) const;
    // The row's key; empty when it cannot be read.
    std::string key_of(const TableRow& row) const;

    // The record, or nothing after adding every wrong cell to `findings`; what was set right or is in doubt is added as
    // well. What they return fits the tables.
    std::optional<ShopRecord> read_shop(const TableRow& row, const CodeLists& codes,
                                        std::vector<Finding>& findings) const;
    std::optional<FacilityRecord> read_facility(const TableRow& row, const CodeLists& codes,
                                                std::vector<Finding>& findings) const;
    std::optional<EventRecord> read_event(const TableRow& row, std::vector<Finding>& findings) const;
    std::optional<PlaceRecord> read_place(const TableRow& row, std::vector<Finding>& findings) const;

private:
    RowReader(Mapping mapping, ListColumns columns) : mapping_(std::move(mapping)), columns_(std::move(columns)) {}

    Mapping mapping_;
    ListColumns columns_;
};

}  // namespace hub::passport_db
