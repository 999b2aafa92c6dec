// Whether it is open at a time, until when, and when next.
#include "tests/unit/catalog/opening_hours_moments.hpp"

namespace hub::catalog {
namespace {

TEST(OpeningHours, is_open_from_the_first_minute_to_the_one_before_the_end) {
    EXPECT_EQ(state("10:00～19:00", at(11, 9, 9, 59)), State::closed);
    EXPECT_EQ(state("10:00～19:00", at(11, 9, 10)), State::open);
    EXPECT_EQ(state("10:00～19:00", at(11, 9, 18, 59)), State::open);
    EXPECT_EQ(state("10:00～19:00", at(11, 9, 19)), State::closed);
    EXPECT_EQ(OpeningHours::parse("10:00～19:00").at(at(11, 9, 12)).until, 19 * 60);
}

TEST(OpeningHours, is_closed_at_the_turn_of_the_year) {
    const char* dated = "9:00～17:00 定休日：年末年始（12/29～1/3）";
    EXPECT_EQ(state(dated, at(12, 29, 12)), State::closed);
    EXPECT_EQ(state(dated, at(1, 3, 12)), State::closed);
    EXPECT_EQ(state(dated, at(1, 6, 12)), State::open);
    const char* undated = "9:00～17:00 定休日：日曜日、年末年始";
    EXPECT_EQ(state(undated, at(1, 1, 12)), State::closed);
    EXPECT_EQ(state(undated, at(12, 29, 12)), State::unknown) << "shops differ";
    EXPECT_EQ(state(undated, at(12, 26, 12)), State::open);
    EXPECT_EQ(state("9:00～22:00 定休日：1月1、2日", at(1, 2, 12)), State::closed);
    EXPECT_EQ(state("9:00～22:00 定休日：1月1、2日", at(1, 3, 12)), State::open);
    EXPECT_EQ(state("9:00～22:00 定休日：日曜・8/14～16", at(8, 15, 12)), State::closed);
    EXPECT_EQ(state("9:00～21:00　定休日：無休（正月除く）", at(1, 1, 12)), State::unknown);
}

TEST(OpeningHours, does_not_know_about_days_that_are_closed_now_and_then) {
    for (const char* text : {"10:00～18:00 定休日：隔週水曜", "10:00～18:00 定休日：水曜（月2回）",
                             "10:00～18:00 定休日：月曜 水曜不定休", "10:00～18:00 水曜日不定休"}) {
        EXPECT_EQ(state(text, at(11, 11, 12)), State::unknown) << text;
        EXPECT_EQ(state(text, at(11, 12, 12)), State::open) << text;
        EXPECT_EQ(state(text, at(11, 11, 20)), State::closed) << text;
    }
}

TEST(OpeningHours, says_when_hours_are_irregular) {
    for (const char* text : {"10:00～18:00 不定休", "10:00～18:00（季節により変動有）",
                             "10:00～18:00 定休日：月曜・その他臨時休業あり", "10:00～18:00 定休日：異なる場合あり"}) {
        const auto answer = OpeningHours::parse(text).at(at(11, 11, 12));
        EXPECT_EQ(answer.state, State::open) << text;
        EXPECT_TRUE(answer.irregular) << text;
    }
    EXPECT_FALSE(OpeningHours::parse("10:00～18:00 月曜定休").at(at(11, 11, 12)).irregular);
}

TEST(OpeningHours, does_not_know_which_days_differ_when_nobody_says_it) {
    for (const char* text :
         {"10:00～18:00（曜日により異なる）", "8:00～21:00（曜日によって異なります）　定休日：無し"}) {
        EXPECT_EQ(state(text, at(11, 11, 12)), State::unknown) << text;
        EXPECT_EQ(state(text, at(11, 11, 23)), State::unknown) << text;
    }
    EXPECT_EQ(state("10:00～18:00　土日は異なる", at(11, 11, 12)), State::open);
    EXPECT_EQ(state("10:00～18:00　土日は異なる", at(11, 14, 12)), State::unknown);
    EXPECT_EQ(state("10:00～18:00（ラストオーダーは異なる）", at(11, 11, 12)), State::open);
}

TEST(OpeningHours, is_closed_in_the_evening_whatever_the_day_before_was) {
    const char* text = "月～金 10:00～18:00 定休日：水曜";
    EXPECT_EQ(state(text, at(11, 8, 12)), State::unknown) << "nothing is said of Sunday";
    EXPECT_EQ(state(text, at(11, 9, 1)), State::closed);
    EXPECT_EQ(state(text, at(11, 9, 20)), State::closed);
    EXPECT_EQ(OpeningHours::parse(text).at(at(11, 9, 20)).opens, at(11, 10, 10));
}

TEST(OpeningHours, has_no_end_while_it_is_open_around_the_clock) {
    EXPECT_FALSE(OpeningHours::parse("24時間営業").at(at(11, 9, 12)).until);
    const auto weekend = OpeningHours::parse("土日 0:00～24:00　平日 9:00～17:00");
    EXPECT_FALSE(weekend.at(at(11, 14, 12)).until) << "Saturday: Sunday too";
    EXPECT_EQ(weekend.at(at(11, 15, 12)).until, 24 * 60);
    EXPECT_EQ(OpeningHours::parse("24時間　定休日：火曜").at(at(11, 9, 12)).until, 24 * 60);
}

TEST(OpeningHours, says_when_it_opens_next) {
    const auto hours = OpeningHours::parse("10:00～14:00、17:00～21:00 火曜定休");
    EXPECT_EQ(hours.at(at(11, 9, 8)).opens, at(11, 9, 10));
    EXPECT_EQ(hours.at(at(11, 9, 15)).opens, at(11, 9, 17));
    EXPECT_EQ(hours.at(at(11, 9, 22)).opens, at(11, 11, 10)) << "over the closed Tuesday";
    EXPECT_FALSE(hours.at(at(11, 9, 12)).opens);
}

}  // namespace
}  // namespace hub::catalog
