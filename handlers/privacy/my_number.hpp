#pragma once

#include <string>
#include <string_view>

#include "handlers/catalog/field_reader.hpp"

// The My Number (個人番号), which the law lets nobody keep for what the hub is for, whoever agrees to it.
namespace hub::privacy {

// Whether twelve digits end in the check digit of the others (総務省令第85号, article 5). About one in ten numbers of
// twelve digits that are none does, too: who is refused is not accused.
bool is_my_number(std::string_view digits);

// Whether a My Number stands in valid UTF-8, full-width and parted by hyphens, blanks or brackets too. What belongs to
// a number of another kind is none: a payment card, the passport's card, a telephone.
bool has_my_number(std::string_view utf8);

// For every text of a form that takes any words: remembers the field as wrong when a My Number stands in it.
void refuse_my_number(catalog::FieldReader& reader, std::string_view field, std::string_view text);

}  // namespace hub::privacy
