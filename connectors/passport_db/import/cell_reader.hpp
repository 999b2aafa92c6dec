#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/passport_db/import/csv_table.hpp"
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
}  // namespace longest

// Reads the values of one row as the mapping says and lists what is wrong with them in `refused`. Every function
// returns something empty after refusing, so that a row is read to its end and every wrong cell is named.
class CellReader {
public:
    // Refers to all four, which must outlive it. A row of the wrong width is refused at once.
    CellReader(const Mapping& mapping, const ListColumns& columns, const CsvRow& row,
               std::vector<RefusedCell>& refused);

    // Whether nothing was refused so far.
    bool good() const { return refused_.size() == refused_before_; }
    // Refuses the cell behind a field of the hub.
    void refuse(const char* field_name, std::string reason);

    // The value of a field; empty when the mapping does not fill it.
    std::string field(const char* name, std::size_t most_characters = longest::kName);
    std::string required_field(const char* name, std::size_t most_characters = longest::kName);
    // The value of a field in the only form the table takes, whether the mapping transforms it or not.
    std::string formatted_field(const char* name, TransformKind form, std::size_t most_characters);
    int number_field(const char* name, int least, int most);
    bool flag_field(const char* name);
    // Of the fields lat and lng: both, or neither.
    std::optional<catalog::Position> position();

    // Codes by name or code, as CodeLists has them; each once, in the order of the mapping.
    std::vector<std::string> genres(const std::map<std::string, std::string>& codes);
    std::vector<catalog::Benefit> benefits(const std::map<std::string, std::string>& codes);

private:
    std::string cells(const ValueRule& rule) const;
    std::string value(const ValueRule& rule, std::size_t most_characters);
    std::string code(const ValueRule& rule, const std::map<std::string, std::string>& codes, const char* list);
    std::optional<double> degrees(const char* name, int limit);
    void refuse(const ValueRule& rule, std::string reason);

    const Mapping& mapping_;
    const ListColumns& columns_;
    const CsvRow& row_;
    std::vector<RefusedCell>& refused_;
    const std::size_t refused_before_;
};

}  // namespace hub::passport_db
