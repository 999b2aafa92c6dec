#include "queues/schedule/cron_expression.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using namespace std::chrono;

JapaneseTime at(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
    return local_days(std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)) + hours(hour) +
           minutes(minute);
}

bool any_day(JapaneseDay) { return true; }

// The next time, or the epoch when there is none.
JapaneseTime next(const char* text, JapaneseTime after) {
    const auto cron = CronExpression::parse(text);
    EXPECT_TRUE(cron.ok()) << text;
    return cron ? cron->next_after(after, any_day).value_or(JapaneseTime()) : JapaneseTime();
}

std::size_t problems(const char* text) {
    const auto cron = CronExpression::parse(text);
    return cron ? 0 : cron.error().fields.size();
}

TEST(CronExpression, finds_the_next_time) {
    const auto friday = at(2026, 11, 20, 10, 30);
    EXPECT_EQ(next("0 9 * * *", friday), at(2026, 11, 21, 9));
    EXPECT_EQ(next("* * * * *", friday), at(2026, 11, 20, 10, 31));
    EXPECT_EQ(next("30 10 * * *", friday), at(2026, 11, 21, 10, 30));
    EXPECT_EQ(next("*/20 10-11 * * *", friday), at(2026, 11, 20, 10, 40));
    EXPECT_EQ(next("0 12 * * MON", friday), at(2026, 11, 23, 12));
    EXPECT_EQ(next("0 12 * * 7", friday), at(2026, 11, 22, 12));
    EXPECT_EQ(next("0 0 1 jan *", friday), at(2027, 1, 1));
    EXPECT_EQ(next("5,35 8,20 * * *", friday), at(2026, 11, 20, 20, 5));
    EXPECT_EQ(next("10/25 * * * *", friday), at(2026, 11, 20, 10, 35));
    EXPECT_EQ(next("0 0 29 2 *", friday), at(2028, 2, 29));
    EXPECT_EQ(next("59 23 31 12 *", at(2026, 12, 31, 23, 59)), at(2027, 12, 31, 23, 59));
}

TEST(CronExpression, takes_either_day_when_both_are_given) {
    EXPECT_EQ(next("0 0 13 * FRI", at(2026, 11, 20)), at(2026, 11, 27));
    EXPECT_EQ(next("0 0 13 * FRI", at(2026, 12, 11)), at(2026, 12, 13));
}

TEST(CronExpression, takes_only_days_that_are_allowed) {
    const auto cron = CronExpression::parse("0 9 * * *");
    ASSERT_TRUE(cron.ok());
    EXPECT_EQ(cron->next_after(at(2026, 11, 20, 9), is_working_day), at(2026, 11, 24, 9));
}

TEST(CronExpression, ends_when_the_day_never_comes) { EXPECT_EQ(next("0 0 30 2 *", at(2026, 1, 1)), JapaneseTime()); }

// Every minute of a year, against the plain meaning of one expression.
TEST(CronExpression, agrees_with_its_meaning_minute_by_minute) {
    const auto cron = CronExpression::parse("7-59/13 */5 1-10 2,3,11 *");
    ASSERT_TRUE(cron.ok());
    auto time = at(2028, 1, 1);
    auto expected = cron->next_after(time, any_day);
    for (int minute = 0; minute < 366 * 24 * 60; ++minute) {
        time += minutes(1);
        const JapaneseDay day(floor<days>(time));
        const auto of_day = (time - floor<days>(time)).count();
        const unsigned month = unsigned(day.month());
        const bool fits = of_day % 60 >= 7 && (of_day % 60 - 7) % 13 == 0 && (of_day / 60) % 5 == 0 &&
                          unsigned(day.day()) <= 10 && (month == 2 || month == 3 || month == 11);
        ASSERT_EQ(fits, time == expected) << minute;
        if (fits) expected = cron->next_after(time, any_day);
    }
}

TEST(CronExpression, names_every_wrong_part) {
    EXPECT_EQ(problems("60 24 0 13 8"), 5U);
    EXPECT_EQ(problems("* * * *"), 1U);
    EXPECT_EQ(problems(""), 1U);
    EXPECT_EQ(problems("5-1 * * * *"), 1U);
    EXPECT_EQ(problems("*/0 * * * *"), 1U);
    EXPECT_EQ(problems("1,,2 * * * *"), 1U);
    EXPECT_EQ(problems("a * * FOO *"), 2U);
    EXPECT_EQ(problems("1/2/3 * * * *"), 1U);
    EXPECT_EQ(problems("1-2-3 -1 * * *"), 2U);
    EXPECT_EQ(problems("0 9 * * MON-FRI"), 0U);
    EXPECT_EQ(problems("  0   9 * * *  "), 0U);
}

}  // namespace
}  // namespace hub::queues
