#include "connectors/passport_db/import/cell_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "router/core/closest_name.hpp"

namespace hub::passport_db {
namespace {

std::size_t characters(const std::string& utf8) {
    return std::count_if(utf8.begin(), utf8.end(), [](unsigned char byte) { return (byte & 0xC0) != 0x80; });
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

template <typename Number>
std::optional<Number> number_of(const std::string& text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<bool> flag_of(const std::string& text) {
    static const std::map<std::string, bool> flags = {
        {"", false}, {"0", false},   {"false", false}, {"×", false}, {"いいえ", false}, {"無", false},
        {"1", true}, {"true", true}, {"○", true},      {"〇", true}, {"はい", true},    {"有", true}};
    const auto found = flags.find(text);
    return found == flags.end() ? std::nullopt : std::optional<bool>(found->second);
}

std::string too_long(std::size_t most_characters) {
    return "is longer than " + std::to_string(most_characters) + " characters";
}

}  // namespace

CellReader::CellReader(const Mapping& mapping, const ListColumns& columns, const CsvRow& row,
                       std::vector<RefusedCell>& refused)
    : mapping_(mapping), columns_(columns), row_(row), refused_(refused), refused_before_(refused.size()) {
    if (row.cells.size() != columns.width)
        refused_.push_back(
            {row.line, "",
             "has " + std::to_string(row.cells.size()) + " columns, the header has " + std::to_string(columns.width)});
}

void CellReader::refuse(const ValueRule& rule, std::string reason) {
    refused_.push_back({row_.line, joined(rule.columns), std::move(reason)});
}

void CellReader::refuse(const char* field_name, std::string reason) {
    const auto rule = mapping_.fields.find(field_name);
    if (rule != mapping_.fields.end() && !rule->second.columns.empty()) return refuse(rule->second, std::move(reason));
    refused_.push_back({row_.line, field_name, std::move(reason)});
}

std::string CellReader::cells(const ValueRule& rule) const {
    if (rule.constant) return *rule.constant;
    std::string text;
    for (const auto& name : rule.columns) {
        const auto index = columns_.index.at(name);
        const auto cell = index < row_.cells.size() ? trimmed(row_.cells[index]) : std::string();
        if (!cell.empty()) text += (text.empty() ? "" : rule.join) + cell;
    }
    return text.empty() ? rule.default_value : text;
}

std::string CellReader::value(const ValueRule& rule, std::size_t most_characters) {
    auto text = cells(rule);
    for (const auto& transform : rule.transforms) {
        auto result = transformed(transform, text);
        if (!result) {
            if (rule.otherwise) return *rule.otherwise;
            refuse(rule, result.error().detail);
            return {};
        }
        text = std::move(*result);
    }
    if (!rule.map.empty() && !text.empty()) {
        const auto entry = rule.map.find(text);
        if (entry == rule.map.end() && !rule.otherwise) refuse(rule, "\"" + text + "\" is not in the mapping's map");
        text = entry != rule.map.end() ? entry->second : rule.otherwise.value_or("");
    }
    if (characters(text) <= most_characters) return text;
    refuse(rule, too_long(most_characters));
    return {};
}

std::string CellReader::field(const char* name, std::size_t most_characters) {
    const auto rule = mapping_.fields.find(name);
    return rule == mapping_.fields.end() ? std::string() : value(rule->second, most_characters);
}

std::string CellReader::required_field(const char* name, std::size_t most_characters) {
    const auto refused_so_far = refused_.size();
    auto text = field(name, most_characters);
    if (text.empty() && refused_.size() == refused_so_far) refuse(name, "is empty");
    return text;
}

std::string CellReader::formatted_field(const char* name, TransformKind form, std::size_t most_characters) {
    const auto result = transformed({form, ""}, field(name, most_characters));
    if (result && characters(*result) <= most_characters) return *result;
    const bool may_be_left_out = mapping_.fields.at(name).otherwise.has_value();
    if (!may_be_left_out) refuse(name, result ? too_long(most_characters) : result.error().detail);
    return {};
}

int CellReader::number_field(const char* name, int least, int most) {
    const auto text = field(name);
    if (text.empty() && least <= 0) return 0;
    const auto number = number_of<int>(text);
    if (number && *number >= least && *number <= most) return *number;
    refuse(name,
           "\"" + text + "\" is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return least;
}

bool CellReader::flag_field(const char* name) {
    const auto flag = flag_of(field(name));
    if (!flag) refuse(name, "is neither yes (1, ○) nor no (0, empty)");
    return flag.value_or(false);
}

std::optional<double> CellReader::degrees(const char* name, int limit) {
    const auto text = field(name);
    if (text.empty()) return std::nullopt;
    const auto number = number_of<double>(text);
    if (number && std::abs(*number) <= limit) return number;
    if (number && std::isfinite(*number))
        refuse(name,
               "\"" + text + "\" is beyond " + std::to_string(limit) + " degrees; are latitude and longitude swapped?");
    else refuse(name, "\"" + text + "\" is not a number of degrees");
    return std::nullopt;
}

std::optional<catalog::Position> CellReader::position() {
    const auto refused_so_far = refused_.size();
    const auto lat = degrees("lat", 90);
    const auto lng = degrees("lng", 180);
    if (lat && lng) return catalog::Position{*lat, *lng};
    if (refused_.size() == refused_so_far && lat.has_value() != lng.has_value())
        refuse(lat ? "lng" : "lat", "is empty, the other half of the position is not");
    return std::nullopt;
}

std::string CellReader::code(const ValueRule& rule, const std::map<std::string, std::string>& codes, const char* list) {
    const auto text = value(rule, longest::kName);
    if (text.empty()) return {};
    const auto found = codes.find(text);
    if (found != codes.end()) return found->second;
    std::vector<std::string> names;
    for (const auto& [name, code] : codes) names.push_back(name);
    refuse(rule, "\"" + text + "\" is neither a name nor a code of the list " + list + did_you_mean(text, names));
    return {};
}

std::vector<std::string> CellReader::genres(const std::map<std::string, std::string>& codes) {
    std::vector<std::string> genres;
    for (const auto& rule : mapping_.genres) {
        auto found = code(rule, codes, "genre");
        const bool is_new = std::find(genres.begin(), genres.end(), found) == genres.end();
        if (!found.empty() && is_new) genres.push_back(std::move(found));
    }
    return genres;
}

std::vector<catalog::Benefit> CellReader::benefits(const std::map<std::string, std::string>& codes) {
    std::vector<catalog::Benefit> benefits;
    for (const auto& rule : mapping_.benefits) {
        auto title = value(rule.title, longest::kName);
        if (title.empty()) continue;
        const auto refused_so_far = refused_.size();
        auto found = code(rule.code, codes, "tokuten");
        if (found.empty() && refused_.size() == refused_so_far)
            refuse(rule.code, "is empty, although the benefit has a title");
        auto detail = rule.detail ? value(*rule.detail, longest::kDetail) : std::string();
        benefits.push_back({std::move(found), std::move(title), std::move(detail)});
    }
    return benefits;
}

}  // namespace hub::passport_db
