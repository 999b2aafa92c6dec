#include "connectors/passport_db/import/cell_reader.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kShownCharacters = 100;

std::size_t characters(std::string_view utf8) {
    return std::count_if(utf8.begin(), utf8.end(), [](unsigned char byte) { return (byte & 0xC0) != 0x80; });
}

// The beginning of a text, at most so many characters.
std::string beginning(const std::string& text, std::size_t most_characters) {
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size() && count < most_characters; ++count) do
            ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
    return text.substr(0, end);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::optional<int> whole_number(const std::string& text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<bool> flag_of(const std::string& text) {
    static const std::map<std::string, bool> flags = {
        {"", false},   {"0", false},    {"false", false}, {"FALSE", false}, {"×", false},   {"いいえ", false},
        {"無", false}, {"なし", false}, {"1", true},      {"true", true},   {"TRUE", true}, {"○", true},
        {"〇", true},  {"◯", true},     {"●", true},      {"はい", true},   {"有", true},   {"あり", true}};
    const auto found = flags.find(text);
    return found == flags.end() ? std::nullopt : std::optional<bool>(found->second);
}

// Whether a cell only says that there is nothing to say: a dash of any kind.
bool is_dash(const std::string& text) {
    static const std::vector<std::string> dashes = {"-", "ー", "－", "―", "‐", "—", "–", "−", "─"};
    return std::find(dashes.begin(), dashes.end(), text) != dashes.end();
}

constexpr auto kLeftOut = "（空にして取り込みました）";

}  // namespace

CellReader::CellReader(const Mapping& mapping, const ListColumns& columns, const TableRow& row,
                       std::vector<Finding>& findings)
    : mapping_(mapping), columns_(columns), row_(row), findings_(findings) {
    if (row.cells.size() == columns.width) return;
    ++refused_;
    findings_.push_back({FindingKind::refused, row.line, "", "",
                         "列が" + std::to_string(row.cells.size()) + "個あります。見出しは" +
                             std::to_string(columns.width) + "個です"});
}

void CellReader::find(FindingKind kind, const ValueRule& rule, std::string reason) {
    if (kind == FindingKind::refused) ++refused_;
    findings_.push_back(
        {kind, row_.line, joined(rule.columns), beginning(written(rule), kShownCharacters), std::move(reason)});
}

void CellReader::find(FindingKind kind, const char* field_name, std::string reason) {
    const auto rule = mapping_.fields.find(field_name);
    if (rule != mapping_.fields.end() && !rule->second.columns.empty())
        return find(kind, rule->second, std::move(reason));
    if (kind == FindingKind::refused) ++refused_;
    findings_.push_back({kind, row_.line, field_name, "", std::move(reason)});
}

std::string CellReader::cell(const std::string& column) const {
    auto text = trimmed(raw_cell(column));
    return is_dash(text) ? std::string() : text;
}

// The cell as it stands in the list, but for its line ends; empty when there are only spaces in it.
std::string CellReader::written_cell(const std::string& column) const {
    auto text = raw_cell(column);
    if (trimmed(text).empty()) return {};
    for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
    return text;
}

std::string CellReader::raw_cell(const std::string& column) const {
    const auto index = columns_.index.at(column);
    return index < row_.cells.size() ? row_.cells[index] : std::string();
}

// The cells of a rule as they stand in the list.
std::string CellReader::written(const ValueRule& rule) const {
    std::string text;
    for (const auto& name : rule.columns) {
        const auto part = trimmed(raw_cell(name));
        if (!part.empty()) text += (text.empty() ? "" : " ") + part;
    }
    return text;
}

// The pattern with its columns' cells; empty when one of them is.
std::string CellReader::filled_pattern(const ValueRule& rule) const {
    std::string text;
    std::size_t begin = 0;
    for (const auto& name : rule.columns) {
        const auto part = cell(name);
        if (part.empty()) return {};
        const auto bracket = rule.pattern.find('{', begin);
        text += rule.pattern.substr(begin, bracket - begin) + part;
        begin = bracket + name.size() + 2;
    }
    return text + rule.pattern.substr(begin);
}

std::string CellReader::cells(const ValueRule& rule) const {
    if (rule.constant) return *rule.constant;
    if (!rule.pattern.empty())
        if (auto text = filled_pattern(rule); !text.empty()) return text;
    std::string text;
    for (const auto& name : rule.columns) {
        const auto part = rule.as_written ? written_cell(name) : cell(name);
        if (!part.empty()) text += (text.empty() ? "" : rule.join) + part;
    }
    return text.empty() ? rule.default_value : text;
}

std::string CellReader::fitting(const ValueRule& rule, std::string text, std::size_t most_characters) {
    if (characters(text) <= most_characters) return text;
    find(FindingKind::refused, rule, std::to_string(most_characters) + "文字より長い値です");
    return {};
}

// The text under a transform; empty when it was refused or its `otherwise` was taken, which is then said.
std::optional<std::string> CellReader::apply(const ValueRule& rule, const Transform& transform,
                                             const std::string& text) {
    auto result = transformed(transform, text);
    if (result) {
        if (!result->correction.empty()) find(FindingKind::corrected, rule, result->correction);
        return std::move(result->text);
    }
    if (!rule.otherwise) find(FindingKind::refused, rule, result.error().detail);
    else find(FindingKind::corrected, rule, result.error().detail + (rule.otherwise->empty() ? kLeftOut : ""));
    return std::nullopt;
}

std::string CellReader::value(const ValueRule& rule, std::size_t most_characters) {
    auto text = cells(rule);
    for (const auto& transform : rule.transforms) {
        auto result = apply(rule, transform, text);
        if (!result) return rule.otherwise.value_or("");
        text = std::move(*result);
    }
    if (!rule.map.empty() && !text.empty()) {
        const auto entry = rule.map.find(text);
        if (entry == rule.map.end() && !rule.otherwise) find(FindingKind::refused, rule, "対応表にない値です");
        text = entry != rule.map.end() ? entry->second : rule.otherwise.value_or("");
    }
    if (!text.empty() && !text.starts_with(rule.prefix)) text = rule.prefix + text;
    return fitting(rule, std::move(text), most_characters);
}

std::string CellReader::text(const char* field_name, std::size_t most_characters) {
    const auto rule = mapping_.fields.find(field_name);
    if (rule == mapping_.fields.end()) return {};
    auto whole = value(rule->second, most_characters);
    return rule->second.as_written ? whole : trimmed(whole);
}

std::string CellReader::name(const char* field_name, std::size_t most_characters) {
    const auto rule = mapping_.fields.find(field_name);
    if (rule == mapping_.fields.end()) return {};
    return in_one_line(value(rule->second, most_characters));
}

std::string CellReader::required_name(const char* field_name, std::size_t most_characters) {
    const auto refused_so_far = refused_;
    auto text = name(field_name, most_characters);
    if (text.empty() && refused_ == refused_so_far) refuse(field_name, "値がありません");
    return text;
}

std::string CellReader::formatted(const char* field_name, TransformKind form, std::size_t most_characters) {
    const auto rule = mapping_.fields.find(field_name);
    if (rule == mapping_.fields.end()) return {};
    const auto& otherwise = rule->second.otherwise;
    // What is taken instead must have the form as well.
    const auto instead = [&] {
        const auto other = otherwise ? transformed({form, ""}, *otherwise) : Transformed{};
        return other && characters(other->text) <= most_characters ? other->text : std::string();
    };
    // What the mapping has already brought into this form stays as it is.
    auto result = apply(rule->second, {form, ""}, value(rule->second, longest::kBody));
    if (!result) return instead();
    if (!otherwise || characters(*result) <= most_characters)
        return fitting(rule->second, std::move(*result), most_characters);
    auto other = instead();
    find(FindingKind::corrected, rule->second,
         std::to_string(most_characters) + "文字より長い値です" + (other.empty() ? kLeftOut : ""));
    return other;
}

std::string CellReader::fitting(const char* field_name, std::string text, std::size_t most_characters) {
    if (characters(text) <= most_characters) return text;
    refuse(field_name, std::to_string(most_characters) + "文字より長い値です");
    return {};
}

int CellReader::number(const char* field_name, int least, int most) {
    const auto text = name(field_name);
    if (text.empty() && least <= 0) return 0;
    const auto number = whole_number(text);
    if (number && *number >= least && *number <= most) return *number;
    refuse(field_name, std::to_string(least) + "から" + std::to_string(most) + "までの整数ではありません");
    return least;
}

bool CellReader::flag(const char* field_name) {
    const auto flag = flag_of(name(field_name));
    if (!flag) refuse(field_name, "はい（1、○、有）でも、いいえ（0、×、無、空）でもありません");
    return flag.value_or(false);
}

}  // namespace hub::passport_db
