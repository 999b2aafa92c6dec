#pragma once

#include <cstddef>
#include <optional>

#include "handlers/catalog/opening_hours_letters.hpp"

namespace hub::catalog {

// A time of day in opening hours: 10:00, 午後6時半, 7pm, 翌2:00, 正午.
struct WrittenTime {
    int minutes = 0;         // since midnight; from 24:00 on of the next day
    bool afternoon = false;  // 午後 or pm was said
    std::size_t end = 0;     // behind it
};

// The time that begins at `at`; none where no time does.
std::optional<WrittenTime> written_time_at(const HoursLetters& letters, std::size_t at);

}  // namespace hub::catalog
