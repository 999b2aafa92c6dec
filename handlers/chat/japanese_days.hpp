#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "handlers/chat/dialogue.hpp"
#include "router/core/clock.hpp"

// Days as people in Japan say them.
namespace hub::chat {

// The day it is in Japan.
std::chrono::sys_days japanese_day(WallTime time);

// The day of a date as agents write them ("2026-11-22T12:00:00+09:00", "2026-11-22"); empty for anything else. The
// time of day counts for nothing: agents put noon there.
std::optional<std::chrono::sys_days> read_day(std::string_view date);

// 12月5日（土）; with the year when it is not that of `today`.
std::string readable_day(std::chrono::sys_days day, std::chrono::sys_days today);

// 12月5日（土）, or 12月5日（土）から12月6日（日）.
std::string readable_days(const DayRange& days, std::chrono::sys_days today);

}  // namespace hub::chat
