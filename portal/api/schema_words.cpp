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

std::string wanted_words(const Schema& schema) {
    const auto rules = rule_words(schema);
    return type_words(schema) + "で指定してください" + (rules.empty() ? "。" : "（" + rules + "）。");
}

}  // namespace hub::portal
