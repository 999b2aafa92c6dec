#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hub::privacy {

// One code point of a text, as it counts for the search for numbers and addresses.
struct PlainLetter {
    char32_t letter;    // full-width forms as their ASCII ones, every kind of hyphen as '-', every blank as ' '
    std::size_t begin;  // bytes of the text
    std::size_t end;
};
std::vector<PlainLetter> plain_letters(std::string_view utf8);

// Digits without anything between them.
struct DigitGroup {
    std::string digits;
    std::size_t first;  // indexes of letters
    std::size_t behind;
};
// Groups with one or two hyphens, blanks, dots or brackets between neighbours: 090-1234-5678, (06) 1234 5678.
using DigitRun = std::vector<DigitGroup>;
std::vector<DigitRun> digit_runs(const std::vector<PlainLetter>& letters);

}  // namespace hub::privacy
