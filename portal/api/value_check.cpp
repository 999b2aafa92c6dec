#include "portal/api/value_check.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "portal/api/schema_reader.hpp"
#include "portal/api/schema_words.hpp"
#include "router/core/closest_name.hpp"

namespace hub::portal {
namespace {

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char character) {
        return (static_cast<unsigned char>(character) & 0xc0) != 0x80;
    }));
}

bool is_within(const Schema& schema, double number) {
    if (schema.minimum && (schema.exclusive_minimum ? number <= *schema.minimum : number < *schema.minimum))
        return false;
    return !schema.maximum || (schema.exclusive_maximum ? number < *schema.maximum : number <= *schema.maximum);
}

bool fits_integer(const Schema& schema, std::int64_t number) {
    if (schema.format == Format::int32 &&
        (number < std::numeric_limits<std::int32_t>::min() || number > std::numeric_limits<std::int32_t>::max()))
        return false;
    const auto& allowed = schema.integers;
    return is_within(schema, static_cast<double>(number)) &&
           (allowed.empty() || std::find(allowed.begin(), allowed.end(), number) != allowed.end());
}

bool fits_text(const Schema& schema, std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return false;  // no text of PostgreSQL can hold it
    const auto length = code_points(text);
    if (schema.min_length && length < *schema.min_length) return false;
    if (schema.max_length && length > *schema.max_length) return false;
    if (!schema.texts.empty() && std::find(schema.texts.begin(), schema.texts.end(), text) == schema.texts.end())
        return false;
    return has_format(text, schema.format) && (!schema.pattern || schema.pattern->matches(text));
}

// -?(0|[1-9][0-9]*)(\.[0-9]+)? : what JSON takes for a number too, without exponents.
bool is_plain_number(std::string_view text, bool with_fraction) {
    const auto digits = [&text] {
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(end);
        return end;
    };
    if (text.size() > 32) return false;
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool leading_zero = text.starts_with('0');
    const auto whole = digits();
    if (whole == 0 || (leading_zero && whole > 1)) return false;
    if (text.empty()) return true;
    if (!with_fraction || text.front() != '.') return false;
    text.remove_prefix(1);
    return digits() > 0 && text.empty();
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

void check_array(const Schema& schema, const json::Value& value, const std::string& pointer,
                 std::vector<FieldProblem>& problems, Language language) {
    const auto size = value.size();
    if ((schema.min_items && size < *schema.min_items) || (schema.max_items && size > *schema.max_items)) {
        problems.push_back({pointer, wanted_words(schema, language)});
        return;
    }
    std::size_t index = 0;
    for (const auto& element : value.elements())
        check_value(*schema.items, element, below(pointer, std::to_string(index++)), problems, language);
}

void check_object(const Schema& schema, const json::Value& value, const std::string& pointer,
                  std::vector<FieldProblem>& problems, Language language) {
    for (const auto& property : schema.properties) {
        const auto found = value.find(property.name);
        if (found) check_value(*property.schema, *found, below(pointer, property.name), problems, language);
        else if (property.required) problems.push_back({below(pointer, property.name), missing(language)});
    }
    if (schema.additional_properties) return;
    std::vector<std::string> known;
    for (const auto& property : schema.properties) known.push_back(property.name);
    for (const auto& [name, member] : value.members())
        if (std::find(known.begin(), known.end(), name) == known.end() && problems.size() < kMostProblems)
            problems.push_back({below(pointer, name), unknown_name(name, known, language)});
}

std::string problem_of_scalar(const Schema& schema, const json::Value& value, Language language) {
    switch (schema.type) {
        case SchemaType::boolean: return value.as_boolean() ? "" : wanted_words(schema, language);
        case SchemaType::integer: {
            const auto number = value.as_integer();
            return number && fits_integer(schema, *number) ? "" : wanted_words(schema, language);
        }
        case SchemaType::number: {
            const auto number = value.as_number();
            return number && is_within(schema, *number) ? "" : wanted_words(schema, language);
        }
        case SchemaType::string: {
            const auto text = value.as_string();
            return text && fits_text(schema, *text) ? "" : wanted_words(schema, language);
        }
        case SchemaType::array: return value.is_array() ? "" : wanted_words(schema, language);
        case SchemaType::object: return value.is_object() ? "" : wanted_words(schema, language);
    }
    return {};
}

}  // namespace

void check_value(const Schema& schema, const json::Value& value, const std::string& pointer,
                 std::vector<FieldProblem>& problems, Language language) {
    if (problems.size() >= kMostProblems || (value.is_null() && schema.nullable)) return;
    auto problem = problem_of_scalar(schema, value, language);
    if (!problem.empty()) problems.push_back({pointer, std::move(problem)});
    else if (schema.type == SchemaType::array) check_array(schema, value, pointer, problems, language);
    else if (schema.type == SchemaType::object) check_object(schema, value, pointer, problems, language);
}

std::string check_text(const Schema& scalar, std::string_view text, Language language) {
    switch (scalar.type) {
        case SchemaType::boolean: return text == "true" || text == "false" ? "" : wanted_words(scalar, language);
        case SchemaType::integer: {
            std::int64_t number = 0;
            const bool good = is_plain_number(text, false) && read_number(text, number) && fits_integer(scalar, number);
            return good ? "" : wanted_words(scalar, language);
        }
        case SchemaType::number: {
            double number = 0;
            const bool good = is_plain_number(text, true) && read_number(text, number) && is_within(scalar, number);
            return good ? "" : wanted_words(scalar, language);
        }
        default: return fits_text(scalar, text) ? "" : wanted_words(scalar, language);
    }
}

std::string missing(Language language) { return language == Language::english ? "is required" : "必要な項目です。"; }

std::string unknown_name(std::string_view name, const std::vector<std::string>& known, Language language) {
    if (language == Language::english) return "is not known" + did_you_mean(name, known);
    const auto meant = closest_name(name, known);
    return meant.empty() ? "知らない項目です。" : "知らない項目です。もしかして \"" + meant + "\" ですか。";
}

}  // namespace hub::portal
