#include "router/engine/object_reader.hpp"

#include <algorithm>

#include "router/core/closest_name.hpp"
#include "router/core/json_pointer.hpp"

namespace hub::engine {
namespace {

std::string list_of(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "\"" : ", \"") + name + "\"";
    return text;
}

}  // namespace

ObjectReader::ObjectReader(json::Value object, std::string pointer, std::initializer_list<const char*> known,
                           std::vector<FieldProblem>& problems)
    : object_(object), pointer_(std::move(pointer)), problems_(problems) {
    if (!object_.is_object()) {
        problems_.push_back({pointer_, "must be an object"});
        return;
    }
    const std::vector<std::string> names(known.begin(), known.end());
    for (const auto& [name, value] : object_.members())
        if (std::find(names.begin(), names.end(), name) == names.end())
            problem(json::pointer_token(name), "is not known here" + did_you_mean(name, names));
}

void ObjectReader::problem(std::string_view name, std::string sentence) {
    problems_.push_back({pointer(name), std::move(sentence)});
}

std::string ObjectReader::read_text(std::string_view name) {
    const auto text = object_.string(name);
    if (text && !text->empty()) return std::string(*text);
    problem(name, has(name) ? "must be a non-empty string" : "is required");
    return {};
}

std::string ObjectReader::read_choice(std::string_view name, const std::vector<std::string>& choices,
                                      const char* otherwise) {
    if (!has(name) && otherwise) return otherwise;
    const auto text = object_.string(name);
    if (text && std::find(choices.begin(), choices.end(), *text) != choices.end()) return std::string(*text);
    if (!has(name)) problem(name, "is required: one of " + list_of(choices));
    else problem(name, "must be one of " + list_of(choices) + (text ? did_you_mean(*text, choices) : ""));
    return choices.front();
}

std::string ObjectReader::read_name(std::string_view name, std::string_view kind,
                                    const std::vector<std::string>& known) {
    auto text = read_text(name);
    if (!text.empty() && std::find(known.begin(), known.end(), text) == known.end())
        problem(name, "there is no " + std::string(kind) + " \"" + text + "\"" + did_you_mean(text, known));
    return text;
}

std::int64_t ObjectReader::read_number(std::string_view name, std::int64_t least, std::int64_t most,
                                       std::optional<std::int64_t> otherwise) {
    if (!has(name) && otherwise) return *otherwise;
    const auto number = object_.integer(name);
    if (number && *number >= least && *number <= most) return *number;
    const auto range = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    problem(name, has(name) ? "must be " + range : "is required: " + range);
    return least;
}

bool ObjectReader::read_flag(std::string_view name) {
    if (!has(name)) return false;
    const auto flag = object_.boolean(name);
    if (!flag) problem(name, "must be true or false");
    return flag.value_or(false);
}

}  // namespace hub::engine
