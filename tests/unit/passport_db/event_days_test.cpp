#include "connectors/passport_db/import/event_days.hpp"

#include <gtest/gtest.h>

#include "connectors/passport_db/import/event_times.hpp"

namespace hub::passport_db {
namespace {

using std::chrono::year;

const auto kMay2026 = year{2026} / 5;
const auto kDecember2025 = year{2025} / 12;

std::string days(const std::string& text, std::optional<std::chrono::year_month> around = std::nullopt) {
    const auto found = days_in(text, around);
    if (!found) return found.error().detail;
    const auto first = iso_day(found->first);
    const auto last = iso_day(found->last);
    return (first == last ? first : first + " " + last) + (found->doubt.empty() ? "" : " ?");
}

TEST(EventDays, are_read_in_every_way_a_year_is_written) {
    for (const auto* text :
         {"2026/8/5", "2026-08-05", "2026.8/5", "8/5/2026", "8/5/2026  3:30:00 PM", "2026年8月5日（水）",
          "令和8年8月5日", "R8.8.5", "２０２６／８／５", "2026-08-05 13:30", "46239"})
        EXPECT_EQ(days(text), "2026-08-05") << text;
}

TEST(EventDays, without_a_year_are_near_the_month_of_the_list) {
    EXPECT_EQ(days("8月5日（水）～8月16日（日）\r\n※10日（月）以外", kMay2026), "2026-08-05 2026-08-16");
    EXPECT_EQ(days("12月9日(火)～2月8日(日)", kDecember2025), "2025-12-09 2026-02-08");
    EXPECT_EQ(days("1月12日（月・祝）", kDecember2025), "2026-01-12");
    EXPECT_EQ(days("10月1日～12月27日", kDecember2025), "2025-10-01 2025-12-27");
    EXPECT_EQ(days("5/10", kMay2026), "2026-05-10");
    EXPECT_EQ(days("5月10日"), "日付に年がありません（取込のときに --month で一覧の月を指定してください）");
}

TEST(EventDays, listed_one_by_one_span_from_the_first_to_the_last) {
    EXPECT_EQ(days("12月20日（土）\n・21日（日）", kDecember2025), "2025-12-20 2025-12-21");
    EXPECT_EQ(days("（1）5月29日（2）6月12日（3）6月19日 いずれも（金）", kMay2026), "2026-05-29 2026-06-19");
    EXPECT_EQ(days("（6月12日、11月27日、）12月11日、1月8日、2月26日\nいずれも(木)", kDecember2025),
              "2025-12-11 2026-02-26");
    EXPECT_EQ(days("①4月4日（土）\n②4月5日（日）", kMay2026), "2026-04-04 2026-04-05");
    EXPECT_EQ(days("5月18日(月)～20日(水)予定", kMay2026), "2026-05-18 2026-05-20");
}

TEST(EventDays, that_had_to_be_assumed_are_in_doubt) {
    EXPECT_EQ(days("～12月27日(土)", kDecember2025), "2025-12-01 2025-12-27 ?");
    EXPECT_EQ(days("5月10日～", kMay2026), "2026-05-10 2026-05-31 ?");
    EXPECT_EQ(days("５月・６月の\n試合日程", kMay2026), "2026-05-01 2026-06-30 ?");
    EXPECT_EQ(days("12月の土・日、12月25日～1月7日", kDecember2025), "2025-12-01 2026-01-07 ?");
    EXPECT_EQ(days("2026年5月10日（火）"), "2026-05-10 ?");
}

TEST(EventDays, end_where_they_began_when_a_dash_stands_elsewhere) {
    for (const auto* text : {"8月5日（水）10:00～12:00", "8月5日 10時から", "8月5日（水）～12:00", "8月5日 パーティー",
                             "パーティー 8月5日", "8月5日 A-1会議室", "A-1会議室 8月5日", "8/5 10:00-12:00",
                             "これから 8月5日", "2026/8/5 13:00～"})
        EXPECT_EQ(days(text, std::chrono::year{2026} / 8), "2026-08-05") << text;
}

TEST(EventDays, last_until_the_day_behind_the_dash) {
    const auto august = std::chrono::year{2026} / 8;
    for (const auto* text : {"8/5～7", "8/5-7", "8月5日～7日", "8月5日(水)～7(金)", "8/5～7 10:00～12:00",
                             "8月5日 13:00～8月7日 15:00", "8月5日から7日", "8月5日（水）から8月7日（金）まで"})
        EXPECT_EQ(days(text, august), "2026-08-05 2026-08-07") << text;
    EXPECT_EQ(days("8月5日～7階", august), "2026-08-05 2026-08-31 ?");
    EXPECT_EQ(days("8月5日から", august), "2026-08-05 2026-08-31 ?");
    EXPECT_EQ(days("8/30～9", august), "終わりの日が始まりの日より前です");
}

TEST(EventDays, trust_the_day_of_the_week_over_the_month_of_the_list) {
    EXPECT_EQ(days("11月20日（木）", kMay2026), "2025-11-20");  // a Friday in 2026
    EXPECT_EQ(days("11月20日（金）", kMay2026), "2026-11-20");
}

TEST(EventDays, that_are_none_are_refused_with_the_reason) {
    for (const auto* text : {"随時（要調整）", "日程調整し決定", "明治安田Ｊ２・Ｊ３百年構想リーグ", "", "※8月5日"})
        EXPECT_EQ(days(text, kMay2026), "日付が読み取れません") << text;
    EXPECT_EQ(days("2026/2/30"), "暦にない日付です");
    EXPECT_EQ(days("13/1/2026"), "暦にない日付です");
    EXPECT_EQ(days("2026/9/1～2026/3/31"), "終わりの日が始まりの日より前です");
    EXPECT_EQ(days("10日", kMay2026), "月の書かれていない日付です");
}

TEST(EventTimes, are_one_line_of_beginning_and_end) {
    EXPECT_EQ(time_text("9：30", "17：00"), "9:30～17:00");
    EXPECT_EQ(time_text("0.375", "0.5"), "9:00～12:00");
    EXPECT_EQ(time_text("13:30", "-"), "13:30");
    EXPECT_EQ(time_text("", "15:00"), "～15:00");
    EXPECT_EQ(time_text("-", "－"), "");
    EXPECT_EQ(time_text("②14:00\r\n③18:30", "-"), "②14:00 ③18:30");
    EXPECT_EQ(time_text("随時\n相談", "随時\n相談"), "随時 相談");
    EXPECT_EQ(time_text("9時～17時の間", "17時"), "9時～17時の間 ～ 17時");
}

}  // namespace
}  // namespace hub::passport_db
