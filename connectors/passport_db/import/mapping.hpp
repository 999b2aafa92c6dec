#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/passport_db/import/encoding.hpp"
#include "connectors/passport_db/import/transforms.hpp"
#include "router/core/result.hpp"

namespace hub::passport_db {

enum class ListKind { shops, places };

// How one value comes out of a row: cells or a constant, then the transforms in order, then the map.
struct ValueRule {
    std::vector<std::string> columns;  // names; their cells joined by `join`
    std::string join = " ";
    std::optional<std::string> constant;  // instead of columns
    std::vector<Transform> transforms;
    std::map<std::string, std::string> map;  // empty: every value stays as it is
    std::string default_value;               // when the cells are empty
    std::optional<std::string> otherwise;    // when a transform or the map has no use for the value; else it is refused
};

// One benefit of a shop; none when its title is empty.
struct BenefitRule {
    ValueRule code;
    ValueRule title;
    std::optional<ValueRule> detail;
};

// A row whose cell is exactly this is left out and only counted.
struct SkipRule {
    std::string column;
    std::string equals;
    std::string reason;
};

// What a mapping file says (config/mappings).
struct Mapping {
    ListKind kind = ListKind::shops;
    std::string source;
    Encoding encoding = Encoding::automatic;
    std::vector<SkipRule> skip;
    std::map<std::string, ValueRule> fields;  // by the name of the field in the hub
    std::vector<ValueRule> genres;            // shops only
    std::vector<BenefitRule> benefits;        // shops only
};

// Reads a mapping; every problem is named in `fields` of an `invalid` error "import.mapping" by its JSON pointer.
Result<Mapping> parse_mapping(std::string_view json_text);

// The same of a file; not_found "import.no_mapping" when it cannot be read.
Result<Mapping> read_mapping(const std::filesystem::path& file);

// Every name of a column the mapping asks for, each once.
std::vector<std::string> columns_of(const Mapping& mapping);

// The names of fields a list of this kind may and must fill.
const std::vector<std::string>& known_fields(ListKind kind);
const std::vector<std::string>& required_fields(ListKind kind);

}  // namespace hub::passport_db
