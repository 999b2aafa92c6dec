#include "connectors/passport_db/import/csv_table.hpp"

#include <csv.h>

namespace hub::passport_db {
namespace {

struct Reading {
    CsvTable table;
    std::vector<std::string> cells;
    int line = 1;        // being fed
    int row_begins = 0;  // 0: between rows
    bool header_read = false;
};

void end_cell(void* cell, std::size_t size, void* context) {
    static_cast<Reading*>(context)->cells.emplace_back(static_cast<const char*>(cell), size);
}

bool is_blank(const std::vector<std::string>& cells) {
    for (const auto& cell : cells)
        if (!cell.empty()) return false;
    return true;
}

void end_row(int, void* context) {
    auto& reading = *static_cast<Reading*>(context);
    if (!is_blank(reading.cells)) {
        if (!reading.header_read) reading.table.header = std::move(reading.cells);
        else reading.table.rows.push_back({reading.row_begins, std::move(reading.cells)});
        reading.header_read = true;
    }
    reading.cells.clear();
    reading.row_begins = 0;
}

Error broken(int line, const std::string& reason) {
    return {ErrorKind::invalid, "import.csv", "line " + std::to_string(line) + ": " + reason};
}

class Parser {
public:
    Parser() { csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI); }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    // libcsv knows no line numbers, so it is fed line by line.
    bool feed(std::string_view line, Reading& reading) {
        return csv_parse(&parser_, line.data(), line.size(), &end_cell, &end_row, &reading) == line.size();
    }
    bool finish(Reading& reading) { return csv_fini(&parser_, &end_cell, &end_row, &reading) == 0; }

private:
    csv_parser parser_;
};

}  // namespace

Result<CsvTable> read_csv(std::string_view utf8_text) {
    Parser parser;
    Reading reading;
    for (std::string_view rest = utf8_text; !rest.empty(); ++reading.line) {
        const auto newline = rest.find('\n');
        const auto line = rest.substr(0, newline == std::string_view::npos ? rest.size() : newline + 1);
        rest.remove_prefix(line.size());
        if (reading.row_begins == 0) reading.row_begins = reading.line;
        if (!parser.feed(line, reading)) return broken(reading.line, "a quotation mark is in the wrong place");
    }
    if (!parser.finish(reading)) return broken(reading.row_begins, "a quotation mark is never closed");
    if (!reading.header_read) return broken(1, "there is no header with the names of the columns");
    return std::move(reading.table);
}

}  // namespace hub::passport_db
