#include "router/core/japanese_calendar.hpp"

#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "tests/support/shared_data.hpp"

namespace hub {
namespace {

using namespace std::chrono;

std::string holiday(int year, unsigned month, unsigned day) {
    return std::string(
        national_holiday(JapaneseDay(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))));
}

bool works(int year, unsigned month, unsigned day) {
    return is_working_day(JapaneseDay(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)));
}

// The list's dates with their names; years that had not been announced yet are its own forecast.
std::map<std::string, std::string> listed_holidays(const std::string& file) {
    static const std::regex entry("\"(\\d{4}-\\d{2}-\\d{2})\":[^}]*?\\bname: \"([^\"]+)\"");
    std::map<std::string, std::string> listed;
    for (std::sregex_iterator found(file.begin(), file.end(), entry), end; found != end; ++found)
        listed[(*found)[1]] = (*found)[2];
    return listed;
}

TEST(JapaneseCalendar, knows_every_holiday_of_the_list_and_no_other) {
    const auto file = test::shared_file("data/holidays/holiday_jp_holidays.js");
    if (!file) GTEST_SKIP() << "the list of holidays is not beside the checkout";
    const auto listed = listed_holidays(*file);
    ASSERT_GT(listed.size(), 1000U);
    int holidays = 0;
    for (auto day = local_days(year(2007) / 1 / 1); day < local_days(year(2051) / 1 / 1); day += days(1)) {
        const auto text = to_rfc3339(wall_time(JapaneseTime(day)) + hours(9)).substr(0, 10);
        const auto name = national_holiday(JapaneseDay(day));
        ASSERT_EQ(!name.empty(), listed.contains(text)) << text << " " << name;
        holidays += !name.empty();
    }
    EXPECT_GT(holidays, 44 * 15);
}

TEST(JapaneseCalendar, moves_a_holiday_on_a_sunday_behind_the_holidays_that_follow_it) {
    EXPECT_EQ(holiday(2026, 5, 3), "憲法記念日");  // a Sunday
    EXPECT_EQ(holiday(2026, 5, 6), "振替休日");
    EXPECT_EQ(holiday(2026, 5, 7), "");
}

TEST(JapaneseCalendar, gives_the_day_between_two_holidays_off) {
    EXPECT_EQ(holiday(2026, 9, 21), "敬老の日");
    EXPECT_EQ(holiday(2026, 9, 22), "国民の休日");
    EXPECT_EQ(holiday(2026, 9, 23), "秋分の日");
    EXPECT_EQ(holiday(2019, 4, 30), "国民の休日");
}

TEST(JapaneseCalendar, knows_the_special_years) {
    EXPECT_EQ(holiday(2019, 10, 22), "即位礼正殿の儀の行われる日");
    EXPECT_EQ(holiday(2019, 12, 23), "");
    EXPECT_EQ(holiday(2021, 7, 23), "スポーツの日");
    EXPECT_EQ(holiday(2021, 10, 11), "");
    EXPECT_EQ(holiday(2021, 8, 9), "振替休日");
}

TEST(JapaneseCalendar, opens_the_offices_on_working_days_only) {
    EXPECT_TRUE(works(2026, 11, 20));
    EXPECT_FALSE(works(2026, 11, 21));  // Saturday
    EXPECT_FALSE(works(2026, 11, 23));  // 勤労感謝の日
    EXPECT_FALSE(works(2026, 12, 29));
    EXPECT_TRUE(works(2026, 12, 28));
    EXPECT_FALSE(works(2028, 1, 3));
    EXPECT_TRUE(works(2028, 1, 4));
}

TEST(JapaneseCalendar, is_nine_hours_ahead) {
    const auto evening = from_rfc3339("2026-11-20T15:00:59Z").value();
    EXPECT_EQ(japanese_time(evening), local_days(year(2026) / 11 / 21) + minutes(0));
    EXPECT_EQ(to_rfc3339(wall_time(japanese_time(evening))), "2026-11-20T15:00:00.000Z");
}

}  // namespace
}  // namespace hub
