#include "tests/contract/wire/google_schema.hpp"

#include <set>

namespace hub::test {

GoogleSchema::GoogleSchema(std::string_view text)
    : document_(json::Document::parse(text, {.depth = 64, .bytes = 16 * 1024 * 1024}).value()),
      messages_(*document_.root().find("messages")) {}

std::vector<std::string> GoogleSchema::problems(const json::Value& value, std::string_view message,
                                                std::string_view given_by_path) const {
    std::vector<std::string> problems;
    check_message(value, message, "", given_by_path, problems);
    return problems;
}

void GoogleSchema::check_message(const json::Value& value, std::string_view message, const std::string& where,
                                 std::string_view given_by_path, std::vector<std::string>& problems) const {
    const auto fields = messages_.find(message);
    if (!fields) return problems.push_back("the schema has no message " + std::string(message));
    if (!value.is_object()) return problems.push_back(where + ": not an object");
    std::set<std::string, std::less<>> oneofs;
    for (const auto& [name, member] : value.members()) {
        const auto field = fields->find(name);
        const auto here = where + "/" + std::string(name);
        if (!field) {
            problems.push_back(here + ": unknown member");
            continue;
        }
        if (const auto oneof = field->string("oneof"); oneof && !oneofs.insert(std::string(*oneof)).second)
            problems.push_back(here + ": more than one of " + std::string(*oneof));
        check_field(member, *field, here, problems);
    }
    for (const auto& [name, field] : fields->members()) {
        const auto behavior = field.find("behavior");
        const bool is_required = behavior && behavior->to_json().find("REQUIRED") != std::string::npos;
        if (is_required && name != given_by_path && !value.find(name))
            problems.push_back(where + "/" + std::string(name) + ": missing");
    }
}

void GoogleSchema::check_field(const json::Value& value, const json::Value& field, const std::string& where,
                               std::vector<std::string>& problems) const {
    const auto type = field.string("json").value_or("");
    if (const auto map = field.string("map")) {
        if (!value.is_object()) problems.push_back(where + ": not a map");
        const auto element_type = map->substr(map->find("->") + 2);
        for (const auto& [key, element] : value.members()) {
            const auto here = where + "/" + std::string(key);
            if (!check_one(element, element_type, here, problems))
                problems.push_back(here + ": not " + std::string(element_type));
        }
        return;
    }
    if (!field.boolean("repeated").value_or(false)) {
        if (!check_one(value, type, where, problems)) problems.push_back(where + ": not " + std::string(type));
        return;
    }
    if (!value.is_array()) return problems.push_back(where + ": not a list");
    std::size_t index = 0;
    for (const auto& element : value.elements()) {
        const auto here = where + "/" + std::to_string(index++);
        if (!check_one(element, type, here, problems)) problems.push_back(here + ": not " + std::string(type));
    }
}

bool GoogleSchema::check_one(const json::Value& value, std::string_view type, const std::string& where,
                             std::vector<std::string>& problems) const {
    if (type.starts_with("message ")) {
        check_message(value, type.substr(8), where, {}, problems);
        return true;
    }
    if (type.starts_with("any")) return true;
    if (type.starts_with("object")) return value.is_object();
    if (type.starts_with("integer")) return value.as_integer().has_value();
    if (type.starts_with("number")) return value.is_number();
    if (type.starts_with("boolean")) return value.as_boolean().has_value();
    return value.is_string();
}

}  // namespace hub::test
