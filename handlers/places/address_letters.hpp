#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// The letters of an address: how they are tidied to be shown, and how they are compared.
namespace hub::places {

// `utf8` with full-width Latin, digits and signs half-width, half-width kana full-width, every blank a plain one, runs
// of blanks one, none at the ends. Everything else stays as it was written. Bytes that are not UTF-8 become U+FFFD.
std::u32string tidy_letters(std::string_view utf8);

std::string to_utf8(std::u32string_view letters);

// One letter as it is compared inside names of places: ヶ, ケ, が and ガ are one, の, ノ, 之 and 乃 are one, kana count
// as katakana and without small ones, old forms of kanji as the new one (澤 as 沢).
char32_t compared(char32_t letter);

// Every letter compared(), blanks left out.
std::u32string compared(std::u32string_view letters);

bool is_dash(char32_t letter);     // of all kinds, ー included
bool is_digit(char32_t letter);    // 0 to 9
bool is_numeral(char32_t letter);  // 〇一二三四五六七八九十百

}  // namespace hub::places
