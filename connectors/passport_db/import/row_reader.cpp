#include "connectors/passport_db/import/row_reader.hpp"

#include <algorithm>

#include "connectors/passport_db/import/event_times.hpp"
#include "connectors/passport_db/import/trimming.hpp"
#include "handlers/places/station_name.hpp"
#include "router/core/closest_name.hpp"

namespace hub::passport_db {
namespace {

constexpr std::size_t kMostAliases = 20;  // that the table takes

std::string position_source(CellReader& cells) {
    const auto source = cells.name("position_source");
    if (source.empty()) return "own_list";
    if (source != "own_list" && source != "gazetteer")
        cells.refuse("position_source", "own_list か gazetteer でなければなりません");
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

std::vector<std::string> aliases(CellReader& cells) {
    auto names = split_names(cells.name("aliases"));
    if (names.size() <= kMostAliases) return names;
    names.resize(kMostAliases);
    cells.find(FindingKind::corrected, "aliases",
               "別名が多いため、はじめの" + std::to_string(kMostAliases) + "個だけを取り込みました");
    return names;
}

// A station's name without the bracket that tells it from equal ones: that is its label.
void name_station(PlaceRecord& place, CellReader& cells) {
    auto split = places::split_station_name(place.name);
    place.name = std::move(split.name);
    place.label = place.label.empty() ? cells.fitting("name", std::move(split.label), longest::kCity)
                                      : places::short_operator_name(place.label);
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

std::optional<std::string> RowReader::skip_reason(const TableRow& row) const {
    if (row.cells.size() != columns_.width) return std::nullopt;
    for (const auto& rule : mapping_.skip) {
        const auto cell = trimmed(row.cells[columns_.index.at(rule.column)]);
        const bool listed = std::find(rule.values.begin(), rule.values.end(), cell) != rule.values.end();
        if (listed != rule.unless) return rule.reason;
    }
    return std::nullopt;
}

std::string RowReader::key_of(const TableRow& row) const {
    if (row.cells.size() != columns_.width) return {};
    std::vector<Finding> ignored;
    return CellReader(mapping_, columns_, row, ignored).required_name("source_key");
}

std::optional<ShopRecord> RowReader::read_shop(const TableRow& row, const CodeLists& codes,
                                               std::vector<Finding>& findings) const {
    CellReader cells(mapping_, columns_, row, findings);
    if (!cells.good()) return std::nullopt;
    ShopRecord shop;
    shop.source_key = cells.required_name("source_key");
    shop.programme = cells.number("programme", 1, 2);
    shop.name = cells.required_name("name");
    shop.name_kana = cells.name("name_kana");
    shop.postal_code = cells.formatted("postal_code", TransformKind::postal_code, longest::kName);
    shop.address = cells.name("address", longest::kAddress);
    shop.city = cells.name("city", longest::kCity);
    shop.tel = cells.formatted("tel", TransformKind::phone, longest::kPhone);
    shop.url = cells.formatted("url", TransformKind::url, longest::kUrl);
    shop.comment = cells.text("comment", longest::kComment);
    shop.opening_hours = cells.text("opening_hours", longest::kHours);
    shop.closed_days = cells.text("closed_days", longest::kHours);
    shop.is_chain = cells.flag("is_chain");
    shop.position = cells.position();
    shop.position_source = position_source(cells);
    shop.genres = cells.codes_of(mapping_.genres, codes.genres, "genre");
    shop.benefits = cells.benefits(codes.benefits);
    if (!cells.good()) return std::nullopt;
    return shop;
}

std::optional<FacilityRecord> RowReader::read_facility(const TableRow& row, const CodeLists& codes,
                                                       std::vector<Finding>& findings) const {
    CellReader cells(mapping_, columns_, row, findings);
    if (!cells.good()) return std::nullopt;
    FacilityRecord facility;
    facility.source_key = cells.required_name("source_key");
    facility.kind = cells.code("kind", codes.facilities, "facility");
    facility.name = cells.required_name("name");
    facility.name_kana = cells.name("name_kana");
    facility.postal_code = cells.formatted("postal_code", TransformKind::postal_code, longest::kName);
    facility.address = cells.name("address", longest::kAddress);
    facility.city = cells.name("city", longest::kCity);
    facility.tel = cells.formatted("tel", TransformKind::phone, longest::kPhone);
    facility.url = cells.formatted("url", TransformKind::url, longest::kUrl);
    facility.opening_hours = cells.text("opening_hours", longest::kHours);
    facility.closed_days = cells.text("closed_days", longest::kHours);
    facility.comment = cells.text("comment", longest::kComment);
    facility.position = cells.position();
    facility.services = cells.codes_of(mapping_.services, codes.benefits, "tokuten");
    std::sort(facility.services.begin(), facility.services.end());
    if (!cells.good()) return std::nullopt;
    return facility;
}

std::optional<EventRecord> RowReader::read_event(const TableRow& row, std::vector<Finding>& findings) const {
    CellReader cells(mapping_, columns_, row, findings);
    if (!cells.good()) return std::nullopt;
    EventRecord event;
    event.source_key = cells.required_name("source_key");
    event.programme = cells.number("programme", 1, 2);
    event.title = cells.required_name("title");
    event.body = cells.text("body", longest::kBody);
    if (const auto days = cells.days(mapping_.month)) {
        event.starts_on = iso_day(days->first);
        event.ends_on = iso_day(days->last);
    }
    event.time_text = cells.fitting(
        "start_time", time_text(cells.text("start_time", longest::kTime), cells.text("end_time", longest::kTime)),
        longest::kTime);
    event.venue = cells.name("venue");
    event.address = cells.name("address", longest::kAddress);
    event.city = cells.name("city", longest::kCity);
    event.position = cells.position();
    event.organizer = cells.name("organizer");
    event.fee_text = cells.name("fee_text", longest::kTime);
    event.url = cells.formatted("url", TransformKind::url, longest::kUrl);
    if (!cells.good()) return std::nullopt;
    return event;
}

std::optional<PlaceRecord> RowReader::read_place(const TableRow& row, std::vector<Finding>& findings) const {
    CellReader cells(mapping_, columns_, row, findings);
    if (!cells.good()) return std::nullopt;
    PlaceRecord place;
    place.source_key = cells.required_name("source_key");
    place.name = cells.required_name("name");
    place.name_kana = cells.name("name_kana");
    place.kind = cells.required_name("kind", longest::kKind);
    if (!is_kind(place.kind)) cells.refuse("kind", "station のような英小文字でなければなりません");
    place.city = cells.name("city", longest::kCity);
    place.weight = cells.number("weight", -1000000, 1000000);
    place.label = cells.name("label", longest::kCity);
    place.postal_code = cells.formatted("postal_code", TransformKind::postal_code, longest::kName);
    place.aliases = aliases(cells);
    const auto refused_so_far = cells.refused();
    const auto position = cells.position();
    if (!position && cells.refused() == refused_so_far)
        cells.refuse(cells.has("position") ? "position" : "lat", "値がありません");
    if (place.kind == "station") name_station(place, cells);
    if (!cells.good()) return std::nullopt;
    place.position = *position;
    return place;
}

}  // namespace hub::passport_db
