#pragma once

#include <string>
#include <vector>

namespace hub::passport_db {

// A table for a terminal, its columns below one another; full-width characters take two places. Pure.
class TextTable {
public:
    explicit TextTable(std::vector<std::string> header);
    // As many cells as the header has, each of one line. Cells other than the last are cut to 40 places.
    void add(std::vector<std::string> cells);
    // Ends in a line end.
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace hub::passport_db
