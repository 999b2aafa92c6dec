#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "portal/api/format.hpp"
#include "portal/api/pattern.hpp"

namespace hub::portal {

enum class SchemaType { boolean, integer, number, string, array, object };

struct Schema;
using SchemaPointer = std::shared_ptr<const Schema>;

struct Property {
    std::string name;
    SchemaPointer schema;
    bool required = false;
};

// A schema object of OpenAPI 3.0, references resolved; the subset SchemaReader proves.
struct Schema {
    SchemaType type = SchemaType::object;
    bool nullable = false;
    Format format = Format::none;
    std::vector<std::string> texts;      // enum of strings
    std::vector<std::int64_t> integers;  // enum of integers
    std::optional<double> minimum;
    std::optional<double> maximum;
    bool exclusive_minimum = false;
    bool exclusive_maximum = false;
    std::optional<std::size_t> min_length;  // code points
    std::optional<std::size_t> max_length;
    std::optional<Pattern> pattern;
    SchemaPointer items;
    std::optional<std::size_t> min_items;
    std::optional<std::size_t> max_items;
    std::vector<Property> properties;
    bool additional_properties = true;
    std::string default_json;  // of scalars; empty: none
    std::string description;
    std::string example_json;  // empty: none
    std::string name;          // under components/schemas; empty for an inline schema
};

}  // namespace hub::portal
