#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/passport_db/import/tables/table_source.hpp"
#include "connectors/passport_db/import/transforms.hpp"
#include "router/core/result.hpp"

namespace hub::passport_db {

enum class ListKind { shops, facilities, events, places };

// "shops", "facilities", ...
const std::vector<std::string>& list_kind_names();
const std::string& name_of(ListKind kind);
std::optional<ListKind> list_kind(std::string_view name);

// How one value comes out of a row: cells or a constant, then the transforms in order, then the map, then the prefix.
struct ValueRule {
    std::vector<std::string> columns;  // names; their cells joined by `join`
    std::string join = " ";
    bool as_written = false;              // spaces around the cells stay
    std::string pattern;                  // "{column} {column}": instead of joining, when all of its cells have text
    std::optional<std::string> constant;  // instead of columns
    std::vector<Transform> transforms;
    std::map<std::string, std::string> map;  // empty: every value stays as it is
    std::string prefix;                      // put before a value that does not begin with it and is not empty
    std::string default_value;               // when the cells are empty
    std::optional<std::string> otherwise;    // when a transform or the map has no use for the value; else it is refused
};

// One benefit of a shop; none when its title is empty.
struct BenefitRule {
    ValueRule code;
    ValueRule title;
    std::optional<ValueRule> detail;
};

// A row whose cell is exactly one of the values (or, `unless`, none of them) is left out and only counted.
struct SkipRule {
    std::string column;
    std::vector<std::string> values;
    bool unless = false;
    std::string reason;
};

// What a mapping file says (config/mappings).
struct Mapping {
    ListKind kind = ListKind::shops;
    std::string source;
    TableForm form;
    std::optional<std::chrono::year_month> month;  // of a list of events: days without a year are near it
    bool partial = false;                          // what the list does not have may still exist: nothing is closed
    std::vector<SkipRule> skip;
    std::map<std::string, ValueRule> fields;  // by the name of the field in the hub
    std::vector<ValueRule> genres;            // shops
    std::vector<ValueRule> services;          // facilities
    std::vector<BenefitRule> benefits;        // shops
};

// Reads a mapping; every problem is named in `fields` of an `invalid` error "import.mapping" by its JSON pointer.
Result<Mapping> parse_mapping(std::string_view json_text);

// The same of a file of at most 1 MiB; not_found "import.no_mapping" when it cannot be read.
Result<Mapping> read_mapping(const std::filesystem::path& file);

// 2026-05; empty when the text is not a month in this form.
std::optional<std::chrono::year_month> month_of(std::string_view text);

// The first month of this century in a file's name: 2026-05 or 202605. The code of a municipality (271403) is none.
std::optional<std::chrono::year_month> month_in_name(const std::string& name);

// Every name of a column the mapping asks for, each once.
std::vector<std::string> columns_of(const Mapping& mapping);

// The names of fields a list of this kind may and must fill.
const std::vector<std::string>& known_fields(ListKind kind);
const std::vector<std::string>& required_fields(ListKind kind);

}  // namespace hub::passport_db
