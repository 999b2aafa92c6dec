#include "queues/schedule/schedule_rules.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

WallTime at(const char* time) { return from_rfc3339(time).value(); }

ScheduleRule daily_at_nine(IfMissed if_missed) {
    ScheduleRule rule;
    rule.cron = CronExpression::parse("0 9 * * *").value();
    rule.if_missed = if_missed;
    return rule;
}

const WallTime kNine = at("2026-11-20T09:00:00+09:00");

TEST(ScheduleRules, wait_until_the_time_has_come) {
    EXPECT_FALSE(decide(daily_at_nine(IfMissed::fire), kNine, kNine - 1s));
    EXPECT_TRUE(decide(daily_at_nine(IfMissed::fire), kNine, kNine));
}

TEST(ScheduleRules, fire_and_go_on_to_the_next_time) {
    const auto decision = decide(daily_at_nine(IfMissed::skip), kNine, kNine + 5min);
    ASSERT_TRUE(decision);
    EXPECT_TRUE(decision->fires);
    EXPECT_FALSE(decision->late);
    EXPECT_EQ(decision->missed, 0U);
    EXPECT_EQ(decision->due, kNine);
    EXPECT_EQ(decision->next, kNine + 24h);
}

TEST(ScheduleRules, fire_a_missed_time_late_when_told_so) {
    const auto decision = decide(daily_at_nine(IfMissed::fire), kNine, kNine + 5min + 1s);
    EXPECT_TRUE(decision->fires);
    EXPECT_TRUE(decision->late);
    EXPECT_EQ(decision->missed, 0U);
}

TEST(ScheduleRules, skip_a_missed_time_when_told_so) {
    const auto decision = decide(daily_at_nine(IfMissed::skip), kNine, kNine + 2h);
    EXPECT_FALSE(decision->fires);
    EXPECT_TRUE(decision->late);
    EXPECT_EQ(decision->missed, 1U);
    EXPECT_EQ(decision->next, kNine + 24h);
}

TEST(ScheduleRules, fire_once_for_a_week_away_and_count_the_rest) {
    const auto fired = decide(daily_at_nine(IfMissed::fire), kNine, kNine + 7 * 24h + 1h);
    EXPECT_TRUE(fired->fires);
    EXPECT_EQ(fired->missed, 7U);
    EXPECT_EQ(fired->due, kNine + 7 * 24h);
    EXPECT_EQ(fired->next, kNine + 8 * 24h);
    const auto skipped = decide(daily_at_nine(IfMissed::skip), kNine, kNine + 7 * 24h + 1h);
    EXPECT_FALSE(skipped->fires);
    EXPECT_EQ(skipped->missed, 8U);
}

TEST(ScheduleRules, count_no_further_than_they_must_after_years_away) {
    ScheduleRule rule;
    rule.cron = CronExpression::parse("* * * * *").value();
    const auto decision = decide(rule, kNine, kNine + 400 * 24h);
    EXPECT_EQ(decision->missed, kMostMissed);
    EXPECT_EQ(decision->next, kNine + 400 * 24h + 1min);
}

TEST(ScheduleRules, fire_a_single_time_once) {
    ScheduleRule once;
    const auto decision = decide(once, kNine, kNine);
    EXPECT_TRUE(decision->fires);
    EXPECT_FALSE(decision->next);
}

TEST(ScheduleRules, keep_to_the_days_they_are_for) {
    auto rule = daily_at_nine(IfMissed::fire);
    rule.days = ScheduleDays::working;
    EXPECT_EQ(next_time(rule, kNine), at("2026-11-24T09:00:00+09:00"));  // behind a weekend and 勤労感謝の日
    rule.days = ScheduleDays::closed;
    EXPECT_EQ(next_time(rule, kNine), at("2026-11-21T09:00:00+09:00"));
}

TEST(ScheduleRules, read_the_words_they_write) {
    for (const auto days : {ScheduleDays::every, ScheduleDays::working, ScheduleDays::closed})
        EXPECT_EQ(schedule_days_from(to_string(days)), days);
    for (const auto rule : {IfMissed::fire, IfMissed::skip}) EXPECT_EQ(if_missed_from(to_string(rule)), rule);
    EXPECT_FALSE(schedule_days_from("weekend"));
    EXPECT_FALSE(if_missed_from(""));
}

}  // namespace
}  // namespace hub::queues
