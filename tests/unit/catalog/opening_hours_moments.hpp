#pragma once

#include <gtest/gtest.h>

#include "handlers/catalog/opening_hours.hpp"

namespace hub::catalog {

using namespace std::chrono;
using State = OpeningHours::State;

// In November 2026 the 2nd is a Monday; Tuesday the 3rd and Monday the 23rd are holidays.
inline JapaneseTime at(unsigned month, unsigned day, int hour, int minute = 0) {
    return local_days(year(2026) / month / day) + hours(hour) + minutes(minute);
}

inline State state(std::string_view text, JapaneseTime time) { return OpeningHours::parse(text).at(time).state; }

}  // namespace hub::catalog
