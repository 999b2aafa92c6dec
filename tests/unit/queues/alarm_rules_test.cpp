#include "queues/alarms/alarm_rules.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

const WallTime kNow{std::chrono::hours(24 * 365 * 50)};

Condition parked(std::int64_t count = 3, const std::string& subject = "mail") {
    return {AlarmKind::parked, subject, count, "why", true};
}

OpenAlarm open(AlarmKind kind, std::chrono::seconds ago, std::chrono::seconds quiet = kShortestQuiet,
               bool acknowledged = false) {
    return {7, kind, "mail", kNow - ago, quiet, acknowledged};
}

AlarmChanges judged(const std::vector<OpenAlarm>& alarms, const std::vector<Condition>& conditions,
                    const std::set<AlarmKind>& not_judged = {}) {
    return judge(alarms, {}, conditions, not_judged, kNow);
}

TEST(AlarmRules, begin_an_alarm_for_a_condition_that_has_none) {
    const auto changes = judged({}, {parked()});
    ASSERT_EQ(changes.begin.size(), 1u);
    EXPECT_EQ(changes.begin[0].condition.subject, "mail");
    EXPECT_EQ(changes.begin[0].quiet, kShortestQuiet);
    EXPECT_TRUE(changes.seen.empty());
    EXPECT_TRUE(changes.over.empty());
}

TEST(AlarmRules, never_begin_a_second_one_for_the_same_kind_and_subject) {
    const auto changes = judged({open(AlarmKind::parked, 1h)}, {parked(1), parked(9)});
    EXPECT_TRUE(changes.begin.empty());
    ASSERT_EQ(changes.seen.size(), 1u);
    EXPECT_EQ(changes.seen[0].id, 7);
    EXPECT_EQ(changes.seen[0].count, 9);
    EXPECT_EQ(judged({}, {parked(1), parked(9)}).begin.size(), 1u);
}

TEST(AlarmRules, tell_kinds_and_subjects_apart) {
    const auto changes = judged({open(AlarmKind::unknown_outcome, 0s)}, {parked(1), parked(1, "push")});
    EXPECT_EQ(changes.begin.size(), 2u);
    EXPECT_TRUE(changes.seen.empty());
}

TEST(AlarmRules, end_an_alarm_whose_condition_has_been_gone_for_its_quiet_time) {
    EXPECT_TRUE(judged({open(AlarmKind::failing_check, 9s)}, {}).over.empty());
    EXPECT_EQ(judged({open(AlarmKind::failing_check, 10s)}, {}).over, (std::vector<std::int64_t>{7}));
    EXPECT_TRUE(judged({open(AlarmKind::failing_check, 59s, 60s)}, {}).over.empty());
}

TEST(AlarmRules, end_no_alarm_of_a_kind_that_could_not_be_looked_at_in_full) {
    EXPECT_TRUE(judged({open(AlarmKind::parked, 1h)}, {}, {AlarmKind::parked}).over.empty());
    EXPECT_EQ(judged({open(AlarmKind::parked, 1h)}, {}, {AlarmKind::unknown_outcome}).over.size(), 1u);
    EXPECT_EQ(judged({open(AlarmKind::parked, 1s, 10s, true)}, {}, {AlarmKind::parked}).over.size(), 1u);
}

TEST(AlarmRules, end_what_happened_at_once_when_somebody_acknowledged_it_but_not_what_lasts) {
    EXPECT_EQ(judged({open(AlarmKind::parked, 1s, 10s, true)}, {}).over.size(), 1u);
    EXPECT_TRUE(judged({open(AlarmKind::parked, 1s, 10s, true)}, {parked()}).over.empty());
    EXPECT_TRUE(judged({open(AlarmKind::redis_refusing, 1s, 10s, true)}, {}).over.empty());
}

TEST(AlarmRules, wait_longer_each_time_for_what_comes_back_within_an_hour) {
    auto quiet = 0s;
    std::vector<PastAlarm> past;
    std::vector<std::chrono::seconds> all;
    for (int time = 0; time < 9; ++time) {
        quiet = judge({}, past, {parked()}, {}, kNow).begin.at(0).quiet;
        all.push_back(quiet);
        past = {{AlarmKind::parked, "mail", kNow - 59min, quiet}};
    }
    EXPECT_EQ(all, (std::vector<std::chrono::seconds>{10s, 20s, 40s, 80s, 160s, 320s, 640s, 900s, 900s}));
    past = {{AlarmKind::parked, "mail", kNow - 60min, 900s}};
    EXPECT_EQ(judge({}, past, {parked()}, {}, kNow).begin.at(0).quiet, kShortestQuiet);
    past = {{AlarmKind::parked, "push", kNow, 900s}, {AlarmKind::unknown_outcome, "mail", kNow, 900s}};
    EXPECT_EQ(judge({}, past, {parked()}, {}, kNow).begin.at(0).quiet, kShortestQuiet);
}

TEST(AlarmRules, keep_no_more_alarms_open_than_anybody_can_read) {
    std::vector<Condition> conditions;
    for (int number = 0; number < 500; ++number) conditions.push_back(parked(1, std::to_string(number)));
    EXPECT_EQ(judged({}, conditions).begin.size(), kMostOpen);
    std::vector<OpenAlarm> alarms;
    for (std::int64_t id = 0; id < 199; ++id)
        alarms.push_back({id, AlarmKind::failing_check, std::to_string(id), kNow, 10s, false});
    EXPECT_EQ(judged(alarms, conditions).begin.size(), 1u);
}

TEST(AlarmRules, name_every_kind_and_say_what_to_do) {
    for (const auto kind : kAlarmKinds) {
        EXPECT_EQ(alarm_kind_from(to_string(kind)), kind);
        EXPECT_FALSE(name_of(kind).empty());
        EXPECT_FALSE(advice_about(kind).empty());
    }
    EXPECT_FALSE(alarm_kind_from("parcked"));
}

TEST(LastingConditions, let_through_what_has_been_there_for_three_seconds_without_a_break) {
    LastingConditions conditions;
    const MonotonicTime start{1h};
    EXPECT_TRUE(conditions.lasting({parked()}, start).empty());
    EXPECT_TRUE(conditions.lasting({parked()}, start + 2s).empty());
    EXPECT_EQ(conditions.lasting({parked()}, start + 3s).size(), 1u);
    EXPECT_TRUE(conditions.lasting({}, start + 4s).empty());
    EXPECT_TRUE(conditions.lasting({parked()}, start + 5s).empty());
    EXPECT_EQ(conditions.lasting({parked(), parked(1, "push")}, start + 8s).size(), 1u);
}

}  // namespace
}  // namespace hub::queues
