#include "connectors/passport_db/import/mapping.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "router/core/json.hpp"

namespace hub::passport_db {
namespace {

using Names = std::vector<std::string>;

void add_columns(const ValueRule& rule, Names& names) {
    names.insert(names.end(), rule.columns.begin(), rule.columns.end());
}

}  // namespace

const Names& list_kind_names() {
    static const Names names = {"shops", "facilities", "events", "places"};
    return names;
}

const std::string& name_of(ListKind kind) { return list_kind_names()[static_cast<std::size_t>(kind)]; }

std::optional<ListKind> list_kind(std::string_view name) {
    const auto& names = list_kind_names();
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<ListKind>(found - names.begin());
}

std::optional<std::chrono::year_month> month_of(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    int year = 0;
    unsigned month = 0;
    const char* begin = text.data();
    if (std::from_chars(begin, begin + 4, year).ptr != begin + 4) return std::nullopt;
    if (std::from_chars(begin + 5, begin + 7, month).ptr != begin + 7) return std::nullopt;
    const auto found = std::chrono::year{year} / std::chrono::month{month};
    return found.ok() && year >= 1900 ? std::optional(found) : std::nullopt;
}

std::optional<std::chrono::year_month> month_in_name(const std::string& name) {
    for (std::size_t index = 0; index < name.size(); ++index) {
        const bool number_before = index > 0 && name[index - 1] >= '0' && name[index - 1] <= '9';
        if (number_before || name.compare(index, 2, "20") != 0) continue;
        if (const auto month = month_of(name.substr(index, 7))) return month;
        if (const auto month = month_of(name.substr(index, 4) + "-" + name.substr(std::min(index + 4, name.size()), 2)))
            return month;
    }
    return std::nullopt;
}

Result<Mapping> read_mapping(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(json::Limits().bytes + 1, '\0');  // one more than the parser takes, so that it refuses what is cut
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream.is_open() || stream.bad())
        return Error{ErrorKind::not_found, "import.no_mapping", "the mapping " + file.string() + " cannot be read"};
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return parse_mapping(text);
}

Names columns_of(const Mapping& mapping) {
    Names names;
    for (const auto& rule : mapping.skip) names.push_back(rule.column);
    for (const auto& [field, rule] : mapping.fields) add_columns(rule, names);
    for (const auto& rule : mapping.genres) add_columns(rule, names);
    for (const auto& rule : mapping.services) add_columns(rule, names);
    for (const auto& benefit : mapping.benefits) {
        add_columns(benefit.code, names);
        add_columns(benefit.title, names);
        if (benefit.detail) add_columns(*benefit.detail, names);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

const Names& known_fields(ListKind kind) {
    static const Names shops = {"source_key", "programme", "name",     "name_kana", "postal_code",    "address",
                                "city",       "tel",       "url",      "comment",   "opening_hours",  "closed_days",
                                "lat",        "lng",       "position", "is_chain",  "position_source"};
    static const Names facilities = {"source_key",    "kind",        "name", "name_kana", "postal_code",
                                     "address",       "city",        "tel",  "url",       "comment",
                                     "opening_hours", "closed_days", "lat",  "lng",       "position"};
    static const Names events = {"source_key", "programme",  "title",    "body",  "period",  "starts_on",
                                 "ends_on",    "start_time", "end_time", "venue", "address", "city",
                                 "organizer",  "fee_text",   "url",      "lat",   "lng",     "position"};
    static const Names places = {"source_key", "name",     "name_kana", "kind",  "city",        "lat",
                                 "lng",        "position", "weight",    "label", "postal_code", "aliases"};
    switch (kind) {
        case ListKind::shops: return shops;
        case ListKind::facilities: return facilities;
        case ListKind::events: return events;
        case ListKind::places: return places;
    }
    return shops;
}

const Names& required_fields(ListKind kind) {
    static const Names shops = {"source_key", "programme", "name"};
    static const Names facilities = {"source_key", "kind", "name"};
    static const Names events = {"source_key", "programme", "title"};
    static const Names places = {"source_key", "name", "kind"};
    switch (kind) {
        case ListKind::shops: return shops;
        case ListKind::facilities: return facilities;
        case ListKind::events: return events;
        case ListKind::places: return places;
    }
    return shops;
}

}  // namespace hub::passport_db
