#include "connectors/passport_db/import/text_table.hpp"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace hub::passport_db {
namespace {

constexpr int kWidest = 40;

int places_of(UChar32 character) {
    const auto width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH || width == U_EA_AMBIGUOUS ? 2 : 1;
}

// Where the text has filled `most` places, and how many it then has filled.
std::pair<std::size_t, int> fill(const std::string& text, int most) {
    const auto size = static_cast<std::int32_t>(text.size());
    int places = 0;
    for (std::int32_t index = 0; index < size;) {
        const auto begin = index;
        UChar32 character = 0;
        U8_NEXT(text.data(), index, size, character);
        const auto needed = places_of(character);
        if (places + needed > most) return {static_cast<std::size_t>(begin), places};
        places += needed;
    }
    return {text.size(), places};
}

int width_of(const std::string& text) { return fill(text, kWidest * 100).second; }

std::string cut(const std::string& text) {
    if (width_of(text) <= kWidest) return text;
    return text.substr(0, fill(text, kWidest - 2).first) + "…";
}

}  // namespace

TextTable::TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

void TextTable::add(std::vector<std::string> cells) {
    for (std::size_t column = 0; column + 1 < cells.size(); ++column) cells[column] = cut(cells[column]);
    rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
    const auto columns = rows_.front().size();
    std::vector<int> widths(columns);
    for (const auto& row : rows_)
        for (std::size_t column = 0; column < columns; ++column)
            widths[column] = std::max(widths[column], width_of(row[column]));
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t column = 0; column + 1 < columns; ++column)
            text +=
                row[column] + std::string(static_cast<std::size_t>(widths[column] - width_of(row[column]) + 2), ' ');
        text += row.back() + "\n";
    }
    return text;
}

}  // namespace hub::passport_db
