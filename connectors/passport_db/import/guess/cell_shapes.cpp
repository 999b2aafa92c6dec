#include "connectors/passport_db/import/guess/cell_shapes.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "connectors/passport_db/import/day_words.hpp"
#include "connectors/passport_db/import/list_position.hpp"
#include "connectors/passport_db/import/municipality.hpp"
#include "connectors/passport_db/import/transforms.hpp"
#include "connectors/passport_db/import/trimming.hpp"
#include "handlers/catalog/folding.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kMostValues = 30;
constexpr double kMost = 0.8;

bool is_number(const std::string& text, double& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// A telephone number with something between its groups; digits alone could be anything.
bool is_phone(const std::string& text) {
    const auto found = transformed({TransformKind::phone, ""}, text);
    return found && found->correction.empty() && !found->text.empty() && text.find_first_of("-()") != std::string::npos;
}

bool is_postal_code(const std::string& text) {
    return transformed({TransformKind::postal_code, ""}, text).ok() && text.find('-') != std::string::npos;
}

bool is_time(const std::string& text) {
    const auto colon = text.find(':');
    return text.size() <= 8 && colon != std::string::npos && colon > 0 && is_digit(text[colon - 1]) &&
           colon + 2 < text.size() && is_digit(text[colon + 1]) && is_digit(text[colon + 2]);
}

bool is_day(const std::string& text) {
    if (text.size() > 80) return false;
    const auto words = day_words(text);
    return std::any_of(words.begin(), words.end(), [](const DayWord& word) {
        return word.kind == DayWord::Kind::day && word.day != 0 && word.month != 0;
    });
}

bool is_position(const std::string& text) {
    const auto comma = text.find(',');
    return comma != std::string::npos &&
           position_in_japan(trimmed(text.substr(0, comma)), trimmed(text.substr(comma + 1))).ok();
}

bool is_kana_text(const std::string& text) {
    const auto folded = catalog::fold(text);
    const auto kana = std::count_if(folded.begin(), folded.end(), catalog::is_kana);
    return folded.size() >= 2 && static_cast<double>(kana) >= 0.9 * static_cast<double>(folded.size());
}

bool is_address(const std::string& text) {
    return !municipality_of(text).empty() && std::any_of(text.begin(), text.end(), is_digit) && text.size() < 200;
}

}  // namespace

const char* name_of(CellShape shape) {
    switch (shape) {
        case CellShape::empty: return "nothing";
        case CellShape::number: return "a number";
        case CellShape::phone: return "a telephone number";
        case CellShape::postal_code: return "a postal code";
        case CellShape::url: return "a web address";
        case CellShape::latitude: return "a latitude in Japan";
        case CellShape::longitude: return "a longitude in Japan";
        case CellShape::position: return "a latitude and a longitude";
        case CellShape::day: return "a day";
        case CellShape::time: return "a time";
        case CellShape::address: return "an address";
        case CellShape::kana: return "kana";
        case CellShape::text: return "text";
    }
    return "text";
}

CellShape shape_of(std::string_view cell) {
    const auto text = nfkc(trimmed(cell));
    if (text.empty() || text == "-" || text == "ー") return CellShape::empty;
    double number = 0;
    if (is_number(text, number)) {
        const bool fraction = text.find('.') != std::string::npos;
        if (fraction && number > 20 && number < 46) return CellShape::latitude;
        if (fraction && number > 122 && number < 155) return CellShape::longitude;
        return CellShape::number;
    }
    if (is_position(text)) return CellShape::position;
    if (text.starts_with("http://") || text.starts_with("https://")) return CellShape::url;
    if (is_postal_code(text)) return CellShape::postal_code;
    if (is_phone(text)) return CellShape::phone;
    if (is_time(text)) return CellShape::time;
    if (is_day(text)) return CellShape::day;
    if (is_address(text)) return CellShape::address;
    return is_kana_text(text) ? CellShape::kana : CellShape::text;
}

CellShape ColumnShapes::shape() const {
    if (filled == 0) return CellShape::empty;
    for (std::size_t index = 1; index < kCellShapes; ++index)
        if (counts[index] >= kMost * filled) return static_cast<CellShape>(index);
    return CellShape::text;
}

ColumnShapes shapes_of(const std::vector<std::vector<std::string>>& rows, std::size_t column) {
    ColumnShapes shapes;
    std::unordered_set<std::string> seen;
    for (const auto& row : rows) {
        const auto cell = column < row.size() ? trimmed(row[column]) : std::string();
        const auto shape = shape_of(cell);
        ++shapes.counts[static_cast<std::size_t>(shape)];
        if (shape == CellShape::empty) continue;
        ++shapes.filled;
        shapes.longest = std::max(shapes.longest, cell.size());
        if (!seen.insert(cell).second) shapes.distinct = false;
        else if (shapes.values.size() < kMostValues) shapes.values.push_back(cell);
    }
    return shapes;
}

}  // namespace hub::passport_db
