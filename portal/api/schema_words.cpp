#include "portal/api/schema_words.hpp"

#include <charconv>

namespace hub::portal {
namespace {

void append(std::string& words, const std::string& more) {
    if (!words.empty() && !more.empty()) words += "、";
    words += more;
}

std::string of_list(const Schema& schema) {
    std::string words;
    for (const auto& text : schema.texts) append(words, text);
    for (const auto number : schema.integers) append(words, std::to_string(number));
    return words.empty() ? words : words + " のどれか";
}

std::string of_limits(const Schema& schema) {
    std::string words;
    if (schema.minimum) words += number_words(*schema.minimum) + (schema.exclusive_minimum ? " より大きい" : " 以上");
    if (schema.minimum && schema.maximum) words += " ";
    if (schema.maximum) words += number_words(*schema.maximum) + (schema.exclusive_maximum ? " より小さい" : " 以下");
    return words;
}

std::string of_sizes(const Schema& schema) {
    std::string words;
    if (schema.min_length && *schema.min_length > 0) append(words, std::to_string(*schema.min_length) + " 文字以上");
    if (schema.max_length) append(words, std::to_string(*schema.max_length) + " 文字以内");
    if (schema.min_items && *schema.min_items > 0) append(words, std::to_string(*schema.min_items) + " 個以上");
    if (schema.max_items) append(words, std::to_string(*schema.max_items) + " 個以内");
    return words;
}

std::string english_type(const Schema& schema) {
    switch (schema.type) {
        case SchemaType::boolean: return "true or false";
        case SchemaType::integer: return "a whole number";
        case SchemaType::number: return "a number";
        case SchemaType::array: return "an array";
        case SchemaType::object: return "an object";
        case SchemaType::string: break;
    }
    switch (schema.format) {
        case Format::uuid: return "a UUID as a string";
        case Format::date: return "a date as a string (2026-11-20)";
        case Format::date_time: return "a time as a string (2026-11-20T10:15:30Z)";
        default: return "a string";
    }
}

// "of 1 to 100 characters", "of at most 5 items"; empty without a limit.
std::string english_size(std::optional<std::size_t> least, std::optional<std::size_t> most, const char* what) {
    if (!most) return least && *least > 0 ? " of at least " + std::to_string(*least) + what : std::string();
    if (!least || *least == 0) return " of at most " + std::to_string(*most) + what;
    return " of " + std::to_string(*least) + " to " + std::to_string(*most) + what;
}

std::string english_list(const Schema& schema) {
    std::string words;
    for (const auto& text : schema.texts) words += (words.empty() ? ": " : ", ") + text;
    for (const auto number : schema.integers) words += (words.empty() ? ": " : ", ") + std::to_string(number);
    return words.empty() ? words : words.insert(1, " one of");
}

std::string english_words(const Schema& schema) {
    std::string words = "must be " + english_type(schema);
    words += english_size(schema.min_length, schema.max_length, " characters");
    words += english_size(schema.min_items, schema.max_items, " items");
    if (schema.minimum)
        words += (schema.exclusive_minimum ? ", more than " : ", at least ") + number_words(*schema.minimum);
    if (schema.maximum)
        words += (schema.exclusive_maximum ? ", less than " : ", at most ") + number_words(*schema.maximum);
    words += english_list(schema);
    if (schema.pattern) words += ", of the form " + schema.pattern->text();
    return words + (schema.nullable ? ", or null" : "");
}

}  // namespace

std::string number_words(double number) {
    char text[400];  // the longest double without an exponent
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed).ptr;
    return {text, end};
}

std::string type_words(const Schema& schema) {
    switch (schema.type) {
        case SchemaType::boolean: return "真偽（true か false）";
        case SchemaType::integer: return "整数";
        case SchemaType::number: return "数";
        case SchemaType::array: return "配列";
        case SchemaType::object: return "オブジェクト";
        case SchemaType::string: break;
    }
    switch (schema.format) {
        case Format::uuid: return "UUID の文字列";
        case Format::date: return "日付の文字列（2026-11-20）";
        case Format::date_time: return "日時の文字列（2026-11-20T10:15:30Z）";
        default: return "文字列";
    }
}

std::string rule_words(const Schema& schema) {
    std::string words = of_list(schema);
    append(words, of_limits(schema));
    append(words, of_sizes(schema));
    if (schema.pattern) append(words, "形は " + schema.pattern->text());
    if (!schema.default_json.empty()) append(words, "指定しないときは " + schema.default_json);
    if (schema.nullable) append(words, "null のこともあります");
    return words;
}

std::string wanted_words(const Schema& schema, Language language) {
    if (language == Language::english) return english_words(schema);
    const auto rules = rule_words(schema);
    return type_words(schema) + "で指定してください" + (rules.empty() ? "。" : "（" + rules + "）。");
}

}  // namespace hub::portal
