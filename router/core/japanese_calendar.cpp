#include "router/core/japanese_calendar.hpp"

#include <cmath>

#include "router/core/japanese_time.hpp"

namespace hub {
namespace {

using namespace std::chrono;

struct FixedHoliday {
    unsigned month;
    unsigned day;
    int first_year;
    int last_year;
    std::string_view name;
};

constexpr int kAlways = 9999;
constexpr FixedHoliday kFixed[] = {
    {1, 1, 0, kAlways, "元日"},
    {2, 11, 0, kAlways, "建国記念の日"},
    {2, 23, 2020, kAlways, "天皇誕生日"},
    {4, 29, 2007, kAlways, "昭和の日"},
    {5, 1, 2019, 2019, "天皇の即位の日"},
    {5, 3, 0, kAlways, "憲法記念日"},
    {5, 4, 2007, kAlways, "みどりの日"},
    {5, 5, 0, kAlways, "こどもの日"},
    {7, 23, 2020, 2020, "海の日"},
    {7, 22, 2021, 2021, "海の日"},
    {7, 24, 2020, 2020, "スポーツの日"},
    {7, 23, 2021, 2021, "スポーツの日"},
    {8, 11, 2016, 2019, "山の日"},
    {8, 10, 2020, 2020, "山の日"},
    {8, 8, 2021, 2021, "山の日"},
    {8, 11, 2022, kAlways, "山の日"},
    {10, 22, 2019, 2019, "即位礼正殿の儀の行われる日"},
    {11, 3, 0, kAlways, "文化の日"},
    {11, 23, 0, kAlways, "勤労感謝の日"},
    {12, 23, 1989, 2018, "天皇誕生日"},
};

// The number of a weekday in its month: the second Monday is the 8th to the 14th.
bool is_monday_number(JapaneseDay day, unsigned number) {
    return weekday(local_days(day)) == Monday && (unsigned(day.day()) - 1) / 7 + 1 == number;
}

// The Hydrographic Department's approximation for 1980 to 2099 (新しい算法による暦の計算, 1980s).
unsigned equinox_day(int year, double first) {
    const int since = year - 1980;
    return static_cast<unsigned>(std::floor(first + 0.242194 * since) - std::floor(since / 4.0));
}

std::string_view movable_holiday(JapaneseDay day) {
    const int year = int(day.year());
    const unsigned month = unsigned(day.month());
    const bool olympic_year = year == 2020 || year == 2021;
    if (month == 1 && is_monday_number(day, 2)) return "成人の日";
    if (month == 3 && unsigned(day.day()) == equinox_day(year, 20.8431)) return "春分の日";
    if (month == 7 && is_monday_number(day, 3) && !olympic_year) return "海の日";
    if (month == 9 && is_monday_number(day, 3)) return "敬老の日";
    if (month == 9 && unsigned(day.day()) == equinox_day(year, 23.2488)) return "秋分の日";
    if (month == 10 && is_monday_number(day, 2) && !olympic_year) return year < 2020 ? "体育の日" : "スポーツの日";
    return {};
}

// A holiday by its own right.
std::string_view named_holiday(JapaneseDay day) {
    const int year = int(day.year());
    for (const auto& holiday : kFixed)
        if (day.month() == month(holiday.month) && day.day() == std::chrono::day(holiday.day) &&
            year >= holiday.first_year && year <= holiday.last_year)
            return holiday.name;
    return movable_holiday(day);
}

JapaneseDay shifted(JapaneseDay day, int by) { return JapaneseDay(local_days(day) + days(by)); }

// The first day after a holiday on a Sunday that is no holiday itself.
bool is_substitute(JapaneseDay day) {
    for (JapaneseDay before = shifted(day, -1); !named_holiday(before).empty(); before = shifted(before, -1))
        if (weekday(local_days(before)) == Sunday) return true;
    return false;
}

}  // namespace

JapaneseTime japanese_time(WallTime time) {
    return JapaneseTime(floor<minutes>(time.time_since_epoch() + kJapanAheadOfUtc));
}

WallTime wall_time(JapaneseTime time) { return WallTime(time.time_since_epoch() - kJapanAheadOfUtc); }

std::string_view national_holiday(JapaneseDay day) {
    if (const auto name = named_holiday(day); !name.empty()) return name;
    if (is_substitute(day)) return "振替休日";
    if (!named_holiday(shifted(day, -1)).empty() && !named_holiday(shifted(day, 1)).empty()) return "国民の休日";
    return {};
}

bool is_working_day(JapaneseDay day) {
    const auto of_week = weekday(local_days(day));
    if (of_week == Saturday || of_week == Sunday) return false;
    const bool turn_of_the_year = (day.month() == December && day.day() >= std::chrono::day(29)) ||
                                  (day.month() == January && day.day() <= std::chrono::day(3));
    return !turn_of_the_year && national_holiday(day).empty();
}

}  // namespace hub
