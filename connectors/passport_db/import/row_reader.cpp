#include "connectors/passport_db/import/row_reader.hpp"

#include <algorithm>

#include "router/core/closest_name.hpp"

namespace hub::passport_db {
namespace {

std::string position_source(CellReader& cells) {
    const auto source = cells.field("position_source");
    if (source.empty()) return "own_list";
    if (source != "own_list" && source != "gazetteer") cells.refuse("position_source", "must be own_list or gazetteer");
    return source;
}

bool is_kind(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

// 阪急梅田、梅田 as two names.
std::vector<std::string> split_names(std::string_view text) {
    constexpr std::string_view kSeparator = "、";
    std::vector<std::string> names;
    while (!text.empty()) {
        const auto end = std::min(text.find(kSeparator), text.size());
        if (end > 0) names.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + kSeparator.size()));
    }
    return names;
}

}  // namespace

Result<RowReader> RowReader::make(Mapping mapping, const std::vector<std::string>& header) {
    ListColumns columns;
    columns.width = header.size();
    std::vector<std::string> names;
    for (const auto& cell : header) {
        columns.index.emplace(trimmed(cell), names.size());
        names.push_back(trimmed(cell));
    }
    std::vector<FieldProblem> problems;
    for (const auto& wanted : columns_of(mapping)) {
        const auto uses = std::count(names.begin(), names.end(), wanted);
        if (uses == 0) problems.push_back({wanted, "is not a column of the list" + did_you_mean(wanted, names)});
        else if (uses > 1) problems.push_back({wanted, "is the name of several columns of the list"});
    }
    if (problems.empty()) return RowReader(std::move(mapping), std::move(columns));
    return Error{ErrorKind::invalid,
                 "import.columns",
                 "the columns of the list are not those of the mapping; the list has " + list_of(names),
                 {},
                 std::move(problems)};
}

std::optional<std::string> RowReader::skip_reason(const CsvRow& row) const {
    for (const auto& rule : mapping_.skip) {
        const auto index = columns_.index.at(rule.column);
        if (index < row.cells.size() && trimmed(row.cells[index]) == rule.equals) return rule.reason;
    }
    return std::nullopt;
}

std::string RowReader::key_of(const CsvRow& row) const {
    std::vector<RefusedCell> ignored;
    return CellReader(mapping_, columns_, row, ignored).required_field("source_key");
}

std::optional<ShopRecord> RowReader::read_shop(const CsvRow& row, const CodeLists& codes,
                                               std::vector<RefusedCell>& refused) const {
    CellReader cells(mapping_, columns_, row, refused);
    if (!cells.good()) return std::nullopt;
    ShopRecord shop;
    shop.source_key = cells.required_field("source_key");
    shop.programme = cells.number_field("programme", 1, 2);
    shop.name = cells.required_field("name");
    shop.name_kana = cells.field("name_kana");
    shop.postal_code = cells.formatted_field("postal_code", TransformKind::postal_code, longest::kName);
    shop.address = cells.field("address", longest::kAddress);
    shop.city = cells.field("city", longest::kCity);
    shop.tel = cells.formatted_field("tel", TransformKind::phone, longest::kPhone);
    shop.url = cells.formatted_field("url", TransformKind::url, longest::kUrl);
    shop.comment = cells.field("comment", longest::kComment);
    shop.opening_hours = cells.field("opening_hours", longest::kHours);
    shop.closed_days = cells.field("closed_days", longest::kHours);
    shop.is_chain = cells.flag_field("is_chain");
    shop.position = cells.position();
    shop.position_source = position_source(cells);
    shop.genres = cells.genres(codes.genres);
    shop.benefits = cells.benefits(codes.benefits);
    if (!cells.good()) return std::nullopt;
    return shop;
}

std::optional<PlaceRecord> RowReader::read_place(const CsvRow& row, std::vector<RefusedCell>& refused) const {
    CellReader cells(mapping_, columns_, row, refused);
    if (!cells.good()) return std::nullopt;
    PlaceRecord place;
    place.source_key = cells.required_field("source_key");
    place.name = cells.required_field("name");
    place.name_kana = cells.field("name_kana");
    place.kind = cells.required_field("kind", longest::kKind);
    if (!is_kind(place.kind)) cells.refuse("kind", "must be lower-case letters, such as station");
    place.city = cells.field("city", longest::kCity);
    place.weight = cells.number_field("weight", -1000000, 1000000);
    place.label = cells.field("label", longest::kCity);
    place.postal_code = cells.formatted_field("postal_code", TransformKind::postal_code, longest::kName);
    place.aliases = split_names(cells.field("aliases", longest::kName));
    const auto refused_so_far = refused.size();
    const auto position = cells.position();
    if (!position && refused.size() == refused_so_far) cells.refuse("lat", "is empty");
    if (!cells.good()) return std::nullopt;
    place.position = *position;
    return place;
}

}  // namespace hub::passport_db
