#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/passport_db/import/event_days.hpp"
#include "connectors/passport_db/import/mapping.hpp"
#include "connectors/passport_db/import/report.hpp"
#include "connectors/passport_db/records.hpp"

namespace hub::passport_db {

// Where the columns of a list are.
struct ListColumns {
    std::unordered_map<std::string, std::size_t> index;  // by name
    std::size_t width = 0;
};

// As many characters as the tables' columns take.
namespace longest {
constexpr std::size_t kName = 200;
constexpr std::size_t kAddress = 300;
constexpr std::size_t kCity = 50;
constexpr std::size_t kUrl = 1000;
constexpr std::size_t kHours = 1000;
constexpr std::size_t kComment = 4000;
constexpr std::size_t kDetail = 2000;
constexpr std::size_t kPhone = 20;
constexpr std::size_t kKind = 30;
constexpr std::size_t kBody = 20000;
constexpr std::size_t kTime = 300;
}  // namespace longest

// Name -> code and code -> code of a list of the table master.
using Codes = std::map<std::string, std::string>;

// Reads the values of one row as the mapping says and lists what is to be said about them in `findings`. Every function
// returns something empty after refusing, so that a row is read to its end and every wrong cell is named.
class CellReader {
public:
    // Refers to all four, which must outlive it. A row of the wrong width is refused at once.
    CellReader(const Mapping& mapping, const ListColumns& columns, const TableRow& row, std::vector<Finding>& findings);

    // Whether nothing was refused so far.
    bool good() const { return refused_ == 0; }
    int refused() const { return refused_; }
    bool has(const char* field_name) const { return mapping_.fields.contains(field_name); }
    // Says something about the cell behind a field of the hub.
    void find(FindingKind kind, const char* field_name, std::string reason);
    void refuse(const char* field_name, std::string reason) {
        find(FindingKind::refused, field_name, std::move(reason));
    }

    // The value of a field; empty when the mapping does not fill it. A name is in one line, a text keeps its lines.
    std::string name(const char* field_name, std::size_t most_characters = longest::kName);
    std::string required_name(const char* field_name, std::size_t most_characters = longest::kName);
    std::string text(const char* field_name, std::size_t most_characters);
    // The value of a field in the only form the table takes, whether the mapping transforms it or not.
    std::string formatted(const char* field_name, TransformKind form, std::size_t most_characters);
    // A text that was made of a field's value, unless it is too long.
    std::string fitting(const char* field_name, std::string text, std::size_t most_characters);
    int number(const char* field_name, int least, int most);
    bool flag(const char* field_name);
    // Of the fields lat and lng, or position ("34.3,134.0"): both degrees, or neither. Swapped ones are set right; a
    // position outside Japan is refused.
    std::optional<catalog::Position> position();
    // Of the fields period, or starts_on and ends_on.
    std::optional<DayPeriod> days(std::optional<std::chrono::year_month> around);

    // Codes by name or code; each once, in the order of the mapping.
    std::string code(const char* field_name, const Codes& codes, const char* list);
    std::vector<std::string> codes_of(const std::vector<ValueRule>& rules, const Codes& codes, const char* list);
    std::vector<catalog::Benefit> benefits(const Codes& codes);

private:
    std::string written(const ValueRule& rule) const;
    std::string cells(const ValueRule& rule) const;
    std::string filled_pattern(const ValueRule& rule) const;
    std::string cell(const std::string& column) const;
    std::string written_cell(const std::string& column) const;
    std::string raw_cell(const std::string& column) const;
    std::optional<std::string> apply(const ValueRule& rule, const Transform& transform, const std::string& text);
    std::string value(const ValueRule& rule, std::size_t most_characters);
    std::string fitting(const ValueRule& rule, std::string text, std::size_t most_characters);
    std::string code(const ValueRule& rule, const Codes& codes, const char* list);
    std::optional<DayPeriod> period_of(const char* field_name, std::optional<std::chrono::year_month> around);
    std::optional<std::pair<std::string, std::string>> degrees_text();
    void find(FindingKind kind, const ValueRule& rule, std::string reason);

    const Mapping& mapping_;
    const ListColumns& columns_;
    const TableRow& row_;
    std::vector<Finding>& findings_;
    int refused_ = 0;
};

}  // namespace hub::passport_db
