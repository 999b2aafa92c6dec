#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/result.hpp"

// What a mapping can do to the text of a cell. Pure.
namespace hub::passport_db {

enum class TransformKind {
    nfkc,   // Unicode NFKC: half-width kana and full-width digits become the usual ones
    phone,  // 03-1234-5678; parentheses and all kinds of dashes are understood, of several numbers the first is taken
    postal_code,  // 530-0001
    url,  // http or https; a bare host name becomes http://host, of a text with an address in it the address stays
    municipality,  // the municipality an address begins with, without its prefecture: 大阪市北区, 焼津市
    hours,         // NFKC, with one kind of dash between times: 9:00～17:00
    hours_in,      // of a free text, the parts with hours
    holidays_in,   // of a free text, the parts with the days on which it is closed
    address_in,    // an address without the postal code that is written before it
    padding,       // runs of spaces become one, and several empty lines one
    yen,           // a backslash before a number becomes ¥
    digest         // a short name that differs for different texts: for keys of several columns
};

struct Transform {
    TransformKind kind = TransformKind::nfkc;
    std::string area_code;  // of phone: put before numbers that lack one; may be empty
};

// A transformed text, and in one Japanese sentence what was set right in it; empty when nothing but its form changed.
struct Transformed {
    std::string text;
    std::string correction{};
};

// The names of the kinds as mappings write them.
const std::vector<std::string>& transform_names();
std::optional<TransformKind> transform_kind(std::string_view name);

// Unicode NFKC, except that ① to ⑳ stay.
std::string nfkc(std::string_view text);

// The transformed text; empty stays empty. Errors: invalid, `detail` saying in a Japanese sentence what is wrong.
Result<Transformed> transformed(const Transform& transform, std::string_view text);

}  // namespace hub::passport_db
