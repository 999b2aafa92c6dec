#pragma once

#include <string_view>

#include "handlers/catalog/opening_hours_words.hpp"

namespace hub::catalog {

// A fixed phrase of opening hours, in the letters that fold() leaves.
struct HoursPhrase {
    std::u32string_view letters;
    HoursWord::Kind kind;
    int value = 0;
};

// The longest phrase a folded text begins with; null when there is none.
const HoursPhrase* hours_phrase_at(std::u32string_view text);

// Days of the year that shops name without dates. The core is closed for certain, around it shops differ; days that are
// 0 are none.
struct YearEnd {
    std::u32string_view letters;
    YearDays certain;
    YearDays maybe;
};
const YearEnd* year_end_at(std::u32string_view text);

}  // namespace hub::catalog
