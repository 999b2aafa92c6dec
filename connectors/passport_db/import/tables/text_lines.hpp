#pragma once

#include <optional>
#include <string>

#include "connectors/passport_db/import/tables/packed_file.hpp"
#include "connectors/passport_db/import/tables/table_source.hpp"

namespace hub::passport_db {

// The lines of a file in UTF-8, each with its line end.
class TextLines {
public:
    TextLines(PackedFile file, Encoding encoding, const TableLimits& limits);

    // Empty after the last. Errors: those of PackedFile and TextDecoder, and invalid "import.too_large" for a line that
    // is longer than the limit.
    Result<std::optional<std::string>> next();

private:
    PackedFile file_;
    TextDecoder decoder_;
    const std::size_t most_bytes_;
    std::string text_;       // decoded and not yet taken
    std::size_t begin_ = 0;  // of the next line in it
    int line_ = 0;
    bool ended_ = false;
};

// Looks only at how long the lines are, so that a file is not read to its end for its encoding when it has a line that
// will be refused anyway.
class LineLengths {
public:
    explicit LineLengths(const TableLimits& limits) : most_bytes_(limits.line_bytes) {}
    // The error once a line is too long.
    std::optional<Error> feed(std::string_view bytes);

private:
    const std::size_t most_bytes_;
    std::size_t length_ = 0;
    int line_ = 1;
};

}  // namespace hub::passport_db
