#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/passport_db/import/tables/table_source.hpp"

// What all forms of tables check of a row. Pure.
namespace hub::passport_db {

// Whether a cell holds more than spaces of any width.
bool has_text(const std::vector<std::string>& cells);

// What is too large about the row, in one sentence; empty when nothing is.
std::optional<std::string> limit_problem(const TableRow& row, const TableLimits& limits);

std::string too_many_columns(const TableLimits& limits);
// invalid "import.too_large".
Error too_many_rows(const TableLimits& limits);

}  // namespace hub::passport_db
