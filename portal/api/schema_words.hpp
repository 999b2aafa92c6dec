#pragma once

#include <string>

#include "portal/api/schema.hpp"
#include "portal/server/language.hpp"

// What a schema asks for: in Japanese words for the documentation page and the refusals of requests alike, in English
// ones for the refusals that operators read.
namespace hub::portal {

// "整数", "文字列（UUID）"; without the limits.
std::string type_words(const Schema& schema);

// "1 以上 100 以下", "64 文字以内", "ja のどれか"; the parts joined, empty when there is no rule.
std::string rule_words(const Schema& schema);

// Both as a sentence to a caller who gave something else.
std::string wanted_words(const Schema& schema, Language language);

// The shortest decimal form.
std::string number_words(double number);

}  // namespace hub::portal
