#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/passport_db/import/tables/encoding.hpp"
#include "router/core/result.hpp"

// Files of many forms (CSV, workbooks, JSON, packed or not) as one thing: rows under named columns.
namespace hub::passport_db {

struct TableRow {
    int line =
        0;  // CSV: the line where the row begins; a workbook: its row; JSON: the number of the object; 1 is the first
    std::vector<std::string> cells;
};

// How much of a file is read before it is refused. What is unpacked counts unpacked.
struct TableLimits {
    std::uint64_t bytes = 256ULL * 1024 * 1024;          // of a text file
    std::uint64_t workbook_bytes = 32ULL * 1024 * 1024;  // of each part of a workbook
    std::size_t line_bytes = 1024 * 1024;                // of a line, a row, or an object
    std::size_t cell_bytes = 128 * 1024;
    std::size_t columns = 1000;
    std::size_t rows = 200'000;
};

// What a mapping says about the form of a file.
struct TableForm {
    Encoding encoding = Encoding::automatic;
    std::vector<std::string> header{};  // the columns' names, for a list that does not begin with them
    std::string sheet{};                // of a workbook; empty: its first
    std::string expand{};               // of JSON: a member that lists what shall become a row each
};

// The rows of one file, one after the other; only the row at hand is in memory (of a workbook, its sheet).
class TableSource {
public:
    virtual ~TableSource() = default;

    // The names of the columns. Rows may have more or fewer cells: the reader of the rows says so.
    virtual const std::vector<std::string>& header() const = 0;
    // The next row that has a cell with text; empty after the last.
    virtual Result<std::optional<TableRow>> next() = 0;
};

// Opens a file, or a folder of JSON files, of whatever form its content shows: CSV or text with tabs (also with a
// LinkData prolog), XLSX, a JSON object, an array of them, or a tar or zip of such files; what is no zip (XLSX is one)
// also in gzip. Errors:
// not_found "import.no_file"; invalid "import.too_large" (a limit), "import.damaged" (truncated, not a list at all),
// "import.encoding", "import.csv", "import.workbook", "import.json". next() returns the same.
Result<std::unique_ptr<TableSource>> open_table(const std::filesystem::path& file, const TableForm& form,
                                                const TableLimits& limits = {});

}  // namespace hub::passport_db
