#include "connectors/passport_db/import/mapping.hpp"

#include <algorithm>

namespace hub::passport_db {
namespace {

void add_columns(const ValueRule& rule, std::vector<std::string>& names) {
    names.insert(names.end(), rule.columns.begin(), rule.columns.end());
}

}  // namespace

std::vector<std::string> columns_of(const Mapping& mapping) {
    std::vector<std::string> names;
    for (const auto& rule : mapping.skip) names.push_back(rule.column);
    for (const auto& [field, rule] : mapping.fields) add_columns(rule, names);
    for (const auto& rule : mapping.genres) add_columns(rule, names);
    for (const auto& benefit : mapping.benefits) {
        add_columns(benefit.code, names);
        add_columns(benefit.title, names);
        if (benefit.detail) add_columns(*benefit.detail, names);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

const std::vector<std::string>& known_fields(ListKind kind) {
    static const std::vector<std::string> shops = {"source_key",  "programme", "name",          "name_kana",
                                                   "postal_code", "address",   "city",          "tel",
                                                   "url",         "comment",   "opening_hours", "closed_days",
                                                   "lat",         "lng",       "is_chain",      "position_source"};
    static const std::vector<std::string> places = {"source_key", "name",   "name_kana", "kind",        "city",   "lat",
                                                    "lng",        "weight", "label",     "postal_code", "aliases"};
    return kind == ListKind::shops ? shops : places;
}

const std::vector<std::string>& required_fields(ListKind kind) {
    static const std::vector<std::string> shops = {"source_key", "programme", "name"};
    static const std::vector<std::string> places = {"source_key", "name", "kind", "lat", "lng"};
    return kind == ListKind::shops ? shops : places;
}

}  // namespace hub::passport_db
