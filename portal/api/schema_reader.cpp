#include "portal/api/schema_reader.hpp"

#include <algorithm>

#include "portal/api/value_check.hpp"
#include "router/core/closest_name.hpp"
#include "router/core/json_pointer.hpp"

namespace hub::portal {
namespace {

constexpr std::string_view kSchemas = "#/components/schemas/";

const std::vector<std::string> kOfAllTypes{"type", "nullable", "description", "example", "title"};

std::optional<SchemaType> type_named(std::string_view name) {
    if (name == "boolean") return SchemaType::boolean;
    if (name == "integer") return SchemaType::integer;
    if (name == "number") return SchemaType::number;
    if (name == "string") return SchemaType::string;
    if (name == "array") return SchemaType::array;
    if (name == "object") return SchemaType::object;
    return std::nullopt;
}

std::vector<std::string> keywords_of(SchemaType type) {
    auto known = kOfAllTypes;
    const auto add = [&](std::initializer_list<const char*> names) {
        known.insert(known.end(), names.begin(), names.end());
    };
    switch (type) {
        case SchemaType::boolean: add({"default"}); break;
        case SchemaType::integer:
            add({"format", "enum", "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"});
            break;
        case SchemaType::number:
            add({"format", "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"});
            break;
        case SchemaType::string: add({"format", "enum", "default", "minLength", "maxLength", "pattern"}); break;
        case SchemaType::array: add({"items", "minItems", "maxItems"}); break;
        case SchemaType::object: add({"properties", "required", "additionalProperties"}); break;
    }
    return known;
}

bool fits(SchemaType type, Format format) {
    switch (format) {
        case Format::none: return true;
        case Format::int32:
        case Format::int64: return type == SchemaType::integer;
        case Format::floating: return type == SchemaType::number;
        case Format::uuid:
        case Format::date:
        case Format::date_time: return type == SchemaType::string;
    }
    return false;
}

}  // namespace

void ContractProblems::refuse_unknown(const json::Value& object, const std::string& pointer,
                                      const std::vector<std::string>& known) {
    if (!object.is_object()) return add(pointer, "must be an object");
    for (const auto& [name, value] : object.members())
        if (std::find(known.begin(), known.end(), name) == known.end())
            add(below(pointer, name), "is not supported here" + did_you_mean(name, known));
}

std::string below(const std::string& pointer, std::string_view token) {
    return pointer + "/" + json::pointer_token(token);
}

SchemaPointer SchemaReader::read(const json::Value& value, const std::string& pointer) {
    if (value.find("$ref")) return read_reference(value, pointer);
    auto schema = std::make_shared<Schema>();
    const auto type = type_named(value.string("type").value_or(""));
    if (!type) {
        problems_.add(below(pointer, "type"), "must be boolean, integer, number, string, array or object");
        return schema;
    }
    schema->type = *type;
    problems_.refuse_unknown(value, pointer, keywords_of(*type));
    schema->nullable = read_flag(value, pointer, "nullable", false);
    schema->description = value.string("description").value_or("");
    if (const auto format = value.find("format")) {
        const auto known = format_named(format->as_string().value_or(""));
        if (!known || !fits(*type, *known))
            problems_.add(below(pointer, "format"), "is no format the hub checks for this type");
        else schema->format = *known;
    }
    read_texts(value, pointer, *schema);
    read_numbers(value, pointer, *schema);
    read_array(value, pointer, *schema);
    read_object(value, pointer, *schema);
    read_enum(value, pointer, *schema);
    read_default(value, pointer, *schema);
    return schema;
}

SchemaPointer SchemaReader::read_reference(const json::Value& value, const std::string& pointer) {
    const auto place = below(pointer, "$ref");
    const auto failed = std::make_shared<const Schema>();
    const std::string reference(value.string("$ref").value_or(""));
    // Draft 4 and OpenAPI 3.0 ignore whatever stands beside a $ref, silently.
    if (value.size() != 1) problems_.add(place, "must stand alone");
    if (!reference.starts_with(kSchemas)) {
        problems_.add(place, "must point into #/components/schemas/");
        return failed;
    }
    if (const auto known = components_.find(reference); known != components_.end()) return known->second;
    const auto target = root_.at_pointer(reference.substr(1));
    if (!target) {
        problems_.add(place, "\"" + reference + "\" does not exist");
        return failed;
    }
    if (!open_.insert(reference).second) {
        problems_.add(place, "\"" + reference + "\" leads back to itself");
        return failed;
    }
    auto schema = std::make_shared<Schema>(*read(*target, reference.substr(1)));
    schema->name = reference.substr(kSchemas.size());
    open_.erase(reference);
    components_.emplace(reference, schema);
    return schema;
}

void SchemaReader::read_texts(const json::Value& value, const std::string& pointer, Schema& schema) {
    schema.min_length = read_size(value, pointer, "minLength");
    schema.max_length = read_size(value, pointer, "maxLength");
    const auto pattern = value.find("pattern");
    if (!pattern) return;
    std::string problem;
    schema.pattern = Pattern::parse(pattern->as_string().value_or(""), problem);
    if (!schema.pattern) problems_.add(below(pointer, "pattern"), problem);
    if (!schema.max_length) problems_.add(below(pointer, "pattern"), "needs maxLength, which bounds the work");
}

void SchemaReader::read_numbers(const json::Value& value, const std::string& pointer, Schema& schema) {
    for (const auto* name : {"minimum", "maximum"}) {
        const auto limit = value.find(name);
        if (!limit) continue;
        if (!limit->is_number()) problems_.add(below(pointer, name), "must be a number");
        (std::string_view(name) == "minimum" ? schema.minimum : schema.maximum) = limit->as_number();
    }
    // OpenAPI 3.0 has booleans here; the numbers of later drafts would be ignored silently elsewhere.
    schema.exclusive_minimum = read_flag(value, pointer, "exclusiveMinimum", false);
    schema.exclusive_maximum = read_flag(value, pointer, "exclusiveMaximum", false);
    if (schema.exclusive_minimum && !schema.minimum)
        problems_.add(below(pointer, "exclusiveMinimum"), "says nothing without minimum");
    if (schema.exclusive_maximum && !schema.maximum)
        problems_.add(below(pointer, "exclusiveMaximum"), "says nothing without maximum");
}

void SchemaReader::read_array(const json::Value& value, const std::string& pointer, Schema& schema) {
    if (schema.type != SchemaType::array) return;
    schema.min_items = read_size(value, pointer, "minItems");
    schema.max_items = read_size(value, pointer, "maxItems");
    const auto items = value.find("items");
    if (items) schema.items = read(*items, below(pointer, "items"));
    else problems_.add(pointer, "an array needs items");
}

void SchemaReader::read_object(const json::Value& value, const std::string& pointer, Schema& schema) {
    if (schema.type != SchemaType::object) return;
    if (const auto properties = value.find("properties"))
        for (const auto& [name, property] : properties->members())
            schema.properties.push_back(
                {std::string(name), read(property, below(below(pointer, "properties"), name)), false});
    schema.additional_properties = read_flag(value, pointer, "additionalProperties", true);
    const auto required = value.find("required");
    if (!required) return;
    const auto place = below(pointer, "required");
    if (!required->is_array() || required->size() == 0) problems_.add(place, "must be a list of property names");
    for (const auto& element : required->elements()) {
        const auto name = element.as_string().value_or("");
        const auto found = std::find_if(schema.properties.begin(), schema.properties.end(),
                                        [&](const Property& property) { return property.name == name; });
        if (found == schema.properties.end()) problems_.add(place, "\"" + std::string(name) + "\" is no property");
        else found->required = true;
    }
}

void SchemaReader::read_enum(const json::Value& value, const std::string& pointer, Schema& schema) {
    const auto values = value.find("enum");
    if (!values) return;
    const auto place = below(pointer, "enum");
    if (!values->is_array() || values->size() == 0) problems_.add(place, "must be a list of values");
    for (const auto& element : values->elements()) {
        const auto text = element.as_string();
        const auto integer = element.as_integer();
        if (schema.type == SchemaType::string && text) schema.texts.emplace_back(*text);
        else if (schema.type == SchemaType::integer && integer) schema.integers.push_back(*integer);
        else problems_.add(place, "holds a value of another type");
    }
}

void SchemaReader::read_default(const json::Value& value, const std::string& pointer, Schema& schema) {
    if (const auto example = value.find("example")) schema.example_json = example->to_json();
    const auto otherwise = value.find("default");
    if (!otherwise) return;
    schema.default_json = otherwise->to_json();
    std::vector<FieldProblem> wrong;
    check_value(schema, *otherwise, "", wrong, Language::japanese);
    if (!wrong.empty()) problems_.add(below(pointer, "default"), "does not fit its own schema");
}

std::optional<std::size_t> SchemaReader::read_size(const json::Value& value, const std::string& pointer,
                                                   std::string_view name) {
    const auto found = value.find(name);
    if (!found) return std::nullopt;
    const auto size = found->as_integer();
    if (size && *size >= 0) return static_cast<std::size_t>(*size);
    problems_.add(below(pointer, name), "must be a whole number of at least 0");
    return std::nullopt;
}

bool SchemaReader::read_flag(const json::Value& value, const std::string& pointer, std::string_view name,
                             bool otherwise) {
    const auto found = value.find(name);
    if (!found) return otherwise;
    const auto flag = found->as_boolean();
    if (!flag) problems_.add(below(pointer, name), "must be true or false");
    return flag.value_or(otherwise);
}

}  // namespace hub::portal
