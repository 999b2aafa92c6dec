#pragma once

#include <chrono>
#include <string_view>

#include "router/core/clock.hpp"

// Days and hours as Japan has them: one zone, nine hours ahead of UTC all the year round.
namespace hub {

using JapaneseDay = std::chrono::year_month_day;
using JapaneseTime = std::chrono::local_time<std::chrono::minutes>;

JapaneseTime japanese_time(WallTime time);  // cut to the minute
WallTime wall_time(JapaneseTime time);

// The national holiday of a day (国民の祝日に関する法律, 1948, as amended in 2018, and the special laws for 2019 to
// 2021), including substitute holidays (振替休日) and days between two holidays (国民の休日); empty when it is none.
// From 2007 to 2099; the equinoxes follow the astronomical formula and are final once the gazette of the February
// before says so.
std::string_view national_holiday(JapaneseDay day);

// Whether a municipality's offices are open: Monday to Friday, no national holiday, not from 29 December to 3 January.
bool is_working_day(JapaneseDay day);

}  // namespace hub
