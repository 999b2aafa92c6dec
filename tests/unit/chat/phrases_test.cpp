#include "handlers/chat/phrases.hpp"

#include <gtest/gtest.h>

#include "handlers/chat/fulfilment_request.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "handlers/chat/radius_steps.hpp"

namespace hub::chat {
namespace {

using namespace std::chrono_literals;

TEST(Phrases, tell_the_way_on_foot_at_80_metres_a_minute) {
    EXPECT_EQ(walk_minutes(0), 1);
    EXPECT_EQ(walk_minutes(61), 1);
    EXPECT_EQ(walk_minutes(62), 2);
    EXPECT_EQ(walk_minutes(300), 5);
    EXPECT_EQ(walk_minutes(3'000), 49);
    EXPECT_EQ(walk_minutes(3'001), std::nullopt);
    EXPECT_EQ(readable_way(0), "約10m・徒歩約1分");
    EXPECT_EQ(readable_way(347), "約350m・徒歩約6分");
    EXPECT_EQ(readable_way(994), "約990m・徒歩約17分");
    EXPECT_EQ(readable_way(1'240), "約1.2km・徒歩約21分");
    EXPECT_EQ(readable_way(12'340), "約12.3km");
}

TEST(Phrases, tell_radii) {
    EXPECT_EQ(readable_radius(300), "300m以内");
    EXPECT_EQ(readable_radius(20'000), "20km以内");
}

TEST(Phrases, count_sentences_outside_of_quotes) {
    EXPECT_EQ(count_sentences(""), 0U);
    EXPECT_EQ(count_sentences("あります"), 1U);
    EXPECT_EQ(count_sentences("あります。いかがですか？"), 2U);
    EXPECT_EQ(count_sentences("「はい。どうぞ。」は店です。"), 1U);
    EXPECT_EQ(count_sentences("あります（近いです。）。"), 1U);
    EXPECT_EQ(count_sentences("ひとつ\nふたつ"), 2U);
    EXPECT_EQ(count_sentences("わあ！！"), 1U);
}

TEST(Phrases, take_the_first_sentences_that_fit) {
    EXPECT_EQ(first_sentences("一つ。二つ。三つ。", 2, 100), "一つ。二つ。");
    EXPECT_EQ(first_sentences("一つ。二つ。三つ。", 9, 7), "一つ。二つ。");
    EXPECT_EQ(first_sentences("一行目\n二行目\n三行目", 2, 100), "一行目 二行目");
    EXPECT_EQ(first_sentences("終わりのない文", 2, 100), "終わりのない文");
    EXPECT_EQ(first_sentences("とても長い一つの文です。", 2, 6), "とても長い…");
    EXPECT_EQ(first_sentences("", 2, 6), "");
}

TEST(JapaneseDays, are_those_of_japan) {
    EXPECT_EQ(japanese_day(*from_rfc3339("2026-12-03T14:59:59Z")), std::chrono::sys_days(2026y / 12 / 3));
    EXPECT_EQ(japanese_day(*from_rfc3339("2026-12-03T15:00:00Z")), std::chrono::sys_days(2026y / 12 / 4));
}

TEST(JapaneseDays, are_read_as_agents_write_them) {
    EXPECT_EQ(read_day("2026-11-22T12:00:00+09:00"), std::chrono::sys_days(2026y / 11 / 22));
    EXPECT_EQ(read_day("2026-11-22"), std::chrono::sys_days(2026y / 11 / 22));
    for (const auto* none : {"", "2026-13-01", "2026-02-30", "22.11.2026", "2026-11", "2026-1a-22"})
        EXPECT_FALSE(read_day(none)) << none;
}

TEST(JapaneseDays, are_told_with_the_weekday) {
    const std::chrono::sys_days today(2026y / 12 / 3);
    EXPECT_EQ(readable_day(2026y / 12 / 5, today), "12月5日（土）");
    EXPECT_EQ(readable_day(2027y / 1 / 3, today), "2027年1月3日（日）");
    EXPECT_EQ(readable_days({2026y / 12 / 5, 2026y / 12 / 6}, today), "12月5日（土）から12月6日（日）");
}

TEST(ChildAge, is_read_in_months) {
    EXPECT_EQ(read_age_months("1歳"), 12);
    EXPECT_EQ(read_age_months("６か月"), 6);
    EXPECT_EQ(read_age_months("6ヶ月"), 6);
    EXPECT_EQ(read_age_months("1歳半"), 18);
    EXPECT_EQ(read_age_months("0才"), 0);
    for (const auto* none : {"", "歳", "99歳", "20", "-1歳", "999999999歳"})
        EXPECT_FALSE(read_age_months(none)) << none;
}

TEST(RadiusSteps, lead_up_and_down_and_end) {
    EXPECT_EQ(step_above(2'000), 5'000);
    EXPECT_EQ(step_below(2'000), 1'000);
    EXPECT_EQ(step_above(20'000), std::nullopt);
    EXPECT_EQ(step_below(300), std::nullopt);
}

}  // namespace
}  // namespace hub::chat
