#include "handlers/chat/japanese_days.hpp"

#include <array>
#include <string>

#include "router/core/japanese_time.hpp"

namespace hub::chat {

std::chrono::sys_days japanese_day(WallTime time) {
    return std::chrono::floor<std::chrono::days>(time + kJapanAheadOfUtc);
}

std::optional<std::chrono::sys_days> read_day(std::string_view date) {
    if (date.size() < 10) return std::nullopt;
    const auto midnight = from_rfc3339(std::string(date.substr(0, 10)) + "T00:00:00Z");
    if (!midnight || *midnight < WallTime()) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(*midnight);
}

std::string readable_day(std::chrono::sys_days day, std::chrono::sys_days today) {
    static constexpr std::array<const char*, 7> kWeekdays{"日", "月", "火", "水", "木", "金", "土"};
    const std::chrono::year_month_day calendar_day(day);
    std::string text;
    if (calendar_day.year() != std::chrono::year_month_day(today).year())
        text += std::to_string(static_cast<int>(calendar_day.year())) + "年";
    text += std::to_string(static_cast<unsigned>(calendar_day.month())) + "月";
    text += std::to_string(static_cast<unsigned>(calendar_day.day())) + "日";
    return text + "（" + kWeekdays[std::chrono::weekday(day).c_encoding()] + "）";
}

std::string readable_days(const DayRange& days, std::chrono::sys_days today) {
    if (days.first == days.last) return readable_day(days.first, today);
    return readable_day(days.first, today) + "から" + readable_day(days.last, today);
}

}  // namespace hub::chat
