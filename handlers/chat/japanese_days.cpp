#include "handlers/chat/japanese_days.hpp"

#include <array>
#include <charconv>

#include "router/core/japanese_time.hpp"

namespace hub::chat {
namespace {

std::optional<int> read_number(std::string_view digits) {
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

}  // namespace

std::chrono::sys_days japanese_day(WallTime time) {
    return std::chrono::floor<std::chrono::days>(time + kJapanAheadOfUtc);
}

std::optional<std::chrono::sys_days> read_day(std::string_view date) {
    if (date.size() < 10 || date[4] != '-' || date[7] != '-') return std::nullopt;
    const auto year = read_number(date.substr(0, 4));
    const auto month = read_number(date.substr(5, 2));
    const auto day = read_number(date.substr(8, 2));
    if (!year || !month || !day || *year < 1970 || *month < 1 || *day < 1) return std::nullopt;
    const std::chrono::year_month_day calendar_day{std::chrono::year(*year),
                                                   std::chrono::month(static_cast<unsigned>(*month)),
                                                   std::chrono::day(static_cast<unsigned>(*day))};
    if (!calendar_day.ok()) return std::nullopt;
    return std::chrono::sys_days(calendar_day);
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
