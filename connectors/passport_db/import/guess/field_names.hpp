#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/passport_db/import/guess/cell_shapes.hpp"
#include "connectors/passport_db/import/mapping.hpp"

namespace hub::passport_db {

// By what a column that holds a field is known.
struct FieldSigns {
    const char* field;
    std::vector<std::string_view> names;  // whole names of columns, best first
    std::vector<std::string_view> parts;  // parts of such names
    std::vector<std::string_view> never;  // parts of names of other columns
    CellShape shape = CellShape::text;    // what its cells look like; text: anything
    bool by_shape = false;                // whether the shape alone is enough
};

// Of a kind of list, in the order in which fields choose their column.
std::vector<FieldSigns> signs_of(ListKind kind);

// The kind of list that columns and cells speak for.
ListKind likely_kind(const std::vector<std::string>& header, const std::vector<ColumnShapes>& columns);

// The master code of the facilities that a text (the names of a list) speaks of most: park, library, ...; other.
std::string likely_facility(const std::string& text);

}  // namespace hub::passport_db
