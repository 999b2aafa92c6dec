#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/result.hpp"

namespace hub::passport_db {

struct CsvRow {
    int line = 0;  // of the file, where the row begins; 1 is the first
    std::vector<std::string> cells;
};

// A list as read: a header with the columns' names, and rows.
struct CsvTable {
    std::vector<std::string> header;
    std::vector<CsvRow> rows;  // as many cells as the header has, or not: the reader of the rows says so
};

// Reads CSV (RFC 4180; lines may end in LF or CRLF, cells may hold line breaks). Empty lines are no rows.
// Errors: invalid "import.csv" (not CSV from a line on, no header).
Result<CsvTable> read_csv(std::string_view utf8_text);

}  // namespace hub::passport_db
