#include "connectors/passport_db/import/tables/csv_source.hpp"

#include <deque>

#include <csv.h>

#include "connectors/passport_db/import/tables/row_limits.hpp"
#include "connectors/passport_db/import/tables/text_lines.hpp"

namespace hub::passport_db {
namespace {

Error broken(int line, const std::string& reason) {
    return {ErrorKind::invalid, "import.csv", "line " + std::to_string(line) + ": " + reason};
}

class CsvSource final : public TableSource {
public:
    CsvSource(TextLines lines, const TableForm& form, const TableLimits& limits)
        : lines_(std::move(lines)), limits_(limits), header_(form.header) {
        csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        // Spaces belong to a cell (RFC 4180); libcsv would take them away.
        csv_set_space_func(&parser_, [](unsigned char) { return 0; });
    }
    ~CsvSource() override { csv_free(&parser_); }

    Result<void> read_header();
    const std::vector<std::string>& header() const override { return header_; }
    Result<std::optional<TableRow>> next() override;

private:
    static void end_cell(void* cell, std::size_t size, void* context) {
        static_cast<CsvSource*>(context)->cells_.emplace_back(static_cast<const char*>(cell), size);
    }
    static void end_row(int, void* context) { static_cast<CsvSource*>(context)->end_row(); }
    void end_row();
    Result<void> feed_line();
    Result<void> finish();
    Result<std::optional<TableRow>> next_parsed();

    TextLines lines_;
    const TableLimits limits_;
    std::vector<std::string> header_;
    csv_parser parser_{};
    std::vector<std::string> cells_;  // of the row being read
    std::size_t row_bytes_ = 0;
    int line_ = 0;        // that was fed last
    int row_begins_ = 0;  // 0: between rows
    bool ended_ = false;
    std::size_t rows_ = 0;
    std::deque<TableRow> parsed_;
};

void CsvSource::end_row() {
    if (has_text(cells_)) parsed_.push_back({row_begins_, std::move(cells_)});
    cells_.clear();
    row_begins_ = 0;
    row_bytes_ = 0;
}

Result<void> CsvSource::finish() {
    ended_ = true;
    if (csv_fini(&parser_, &end_cell, &end_row, this) != 0)
        return broken(row_begins_, "a quotation mark is never closed");
    return Result<void>::success();
}

// libcsv knows no line numbers, so it is fed line by line.
Result<void> CsvSource::feed_line() {
    const auto line = lines_.next();
    if (!line) return line.error();
    if (!*line) return finish();
    const auto& text = **line;
    ++line_;
    if (line_ == 1 && text.find('\t') != std::string::npos && text.find(',') == std::string::npos)
        csv_set_delim(&parser_, '\t');
    if (text.find('\0') != std::string::npos)
        return broken(line_, "holds a NUL byte: the file is damaged, or no text at all");
    const bool between_rows = row_begins_ == 0;
    if (between_rows && text.find_first_not_of("\r\n") == std::string::npos) return Result<void>::success();
    if (between_rows) row_begins_ = line_;
    row_bytes_ += text.size();
    if (row_bytes_ > limits_.line_bytes)
        return broken(row_begins_, "the row that begins here is longer than " + std::to_string(limits_.line_bytes) +
                                       " bytes; perhaps a quotation mark is never closed");
    if (csv_parse(&parser_, text.data(), text.size(), &end_cell, &end_row, this) != text.size())
        return broken(line_, "a quotation mark is in the wrong place");
    if (cells_.size() > limits_.columns) return broken(row_begins_, too_many_columns(limits_));
    return Result<void>::success();
}

Result<std::optional<TableRow>> CsvSource::next_parsed() {
    while (parsed_.empty()) {
        if (ended_) return std::optional<TableRow>();
        if (auto fed = feed_line(); !fed) return fed.error();
    }
    std::optional<TableRow> row = std::move(parsed_.front());
    parsed_.pop_front();
    if (auto problem = limit_problem(*row, limits_)) return broken(row->line, *problem);
    return row;
}

Result<void> CsvSource::read_header() {
    auto row = next_parsed();
    if (!row) return row.error();
    if (!*row) return broken(1, "there is no header with the names of the columns");
    if (!(*row)->cells.front().starts_with("#LINK")) {
        if (header_.empty()) header_ = std::move((*row)->cells);
        else parsed_.push_front(std::move(**row));
        return Result<void>::success();
    }
    for (;;) {
        if (row = next_parsed(); !row) return row.error();
        if (!*row || !(*row)->cells.front().starts_with("#")) break;
        if ((*row)->cells.front() == "#property") header_ = std::move((*row)->cells);
    }
    if (header_.empty()) return broken(1, "the LinkData prolog has no line #property with the names of the columns");
    if (*row) parsed_.push_front(std::move(**row));
    return Result<void>::success();
}

Result<std::optional<TableRow>> CsvSource::next() {
    auto row = next_parsed();
    if (row && *row && ++rows_ > limits_.rows) return too_many_rows(limits_);
    return row;
}

Result<Encoding> detect(PackedFile& file, const TableLimits& limits) {
    EncodingDetector detector;
    LineLengths lengths(limits);
    for (;;) {
        const auto piece = file.read();
        if (!piece) return piece.error();
        if (const auto too_long = lengths.feed(*piece)) return *too_long;
        detector.feed(*piece, piece->empty());
        if (piece->empty()) return detector.result();
    }
}

}  // namespace

Result<std::unique_ptr<TableSource>> open_csv(PackedFile file, const TableForm& form, const TableLimits& limits) {
    auto encoding = form.encoding;
    if (encoding == Encoding::automatic) {
        const auto found = detect(file, limits);
        if (!found) return found.error();
        encoding = *found;
        file.rewind();
    }
    auto source = std::make_unique<CsvSource>(TextLines(std::move(file), encoding, limits), form, limits);
    if (auto header = source->read_header(); !header) return header.error();
    return std::unique_ptr<TableSource>(std::move(source));
}

}  // namespace hub::passport_db
