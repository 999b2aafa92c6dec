#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/result.hpp"

namespace hub::passport_db {

// From the first day to the last, both included.
struct DayPeriod {
    std::chrono::sys_days first;
    std::chrono::sys_days last;
    std::string doubt{};  // what had to be assumed, in one Japanese sentence; empty when everything was written
};

// The period a text speaks of: 2026/8/5, 2026-08-05 13:30, 2026.8/5, 8/5/2026 (the month first), 令和8年8月5日, a day
// number of Excel's, and prose such as 8月5日（水）～8月16日（日）※10日（月）以外. Remarks behind ※ and in brackets are
// passed over. A day without a year is the one nearest to `around` that is the day of the week written behind it.
// Several days stand for the period that holds them all. A dash lasts until the day behind it (8/5～7) or, without one,
// to the end of the month, when it stands directly behind or before a day; から only behind one. Pure. Errors: invalid,
// with a Japanese sentence in `detail`.
Result<DayPeriod> days_in(std::string_view text, std::optional<std::chrono::year_month> around);

// 2026-08-05.
std::string iso_day(std::chrono::sys_days day);

}  // namespace hub::passport_db
