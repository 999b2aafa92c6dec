// What is read from the words of shops.
#include "tests/unit/catalog/opening_hours_moments.hpp"

namespace hub::catalog {
namespace {

// The hours of one day as answers from minute to minute tell them: 10:00～14:00、17:00～21:00, 24時間, お休み; empty
// where it is not known whether it is open. An end that is not known is left out.
std::string on(const OpeningHours& hours, unsigned month, unsigned day) {
    const auto before = hours.at(at(month, day, 0) - minutes(1));
    auto last = before.until ? std::optional(*before.until - 24 * 60) : before.until;
    auto shown = before.state == State::open ? State::open : State::closed;
    std::string text;
    bool known = false;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        const auto answer = hours.at(at(month, day, 0, minute));
        const bool around_the_clock = minute == 0 && answer.state == State::open && !answer.until;
        const bool other = answer.state != State::closed && (answer.state != shown || answer.until != last);
        const bool begins = around_the_clock || other;
        known = known || answer.state != State::unknown;
        shown = answer.state;
        last = answer.until;
        if (!begins) continue;
        if (!text.empty()) text += "、";
        if (answer.state == State::open && !answer.until) text += "24時間";
        else text += clock_text(minute) + "～" + (answer.until ? clock_text(*answer.until) : "");
    }
    if (!known) return {};
    return text.empty() ? "お休み" : text;
}

std::string on(std::string_view text, unsigned month, unsigned day) {
    return on(OpeningHours::parse(text), month, day);
}

// 月 to 日 of the week from 9 November, in which no day is a holiday, each as on() tells it.
std::string week(std::string_view text) {
    std::string days;
    for (unsigned day = 9; day <= 15; ++day) days += (day == 9 ? "" : "|") + on(text, 11, day);
    return days;
}

TEST(OpeningHours, knows_nothing_of_a_text_without_hours) {
    for (const char* text : {"", "　", "変則営業中", "処方箋の自己負担金の支払いには使用できません。",
                             "電話054-626-1139", "2,000円以上"}) {
        EXPECT_FALSE(OpeningHours::parse(text).known()) << text;
        EXPECT_EQ(state(text, at(11, 9, 12)), State::unknown);
        EXPECT_EQ(on(text, 11, 9), "");
    }
}

TEST(OpeningHours, reads_every_way_to_write_a_range) {
    for (const char* text : {"10:00〜19:00", "10：00～19：00", "10:00-19:00", "10:00~19:00", "営業時間10：00〜19：00",
                             "10時～19時", "10～19時", "10時から19時まで", "AM10：00～PM7：00", "午前10時～午後7時",
                             "営業時間はAM10:00からP M19:00", "朝10時～夜7時", "①10:00−19:00", "10:00am-7:00pm",
                             "10時00分－19時00分", "10時開店 〜 19時閉店", "10時オープン19時閉店", "10時より19時"})
        EXPECT_EQ(on(text, 11, 9), "10:00～19:00") << text;
}

TEST(OpeningHours, goes_over_midnight) {
    for (const char* text : {"17:00～0:00", "17:00～24:00", "17:00～翌0:00"})
        EXPECT_EQ(on(text, 11, 9), "17:00～24:00") << text;
    const auto hours = OpeningHours::parse("18:00～翌2:00 月曜定休");
    EXPECT_EQ(on(hours, 11, 10), "18:00～翌2:00");
    EXPECT_EQ(hours.at(at(11, 11, 1, 59)).state, State::open);
    EXPECT_EQ(hours.at(at(11, 11, 1, 59)).until, 120);
    EXPECT_EQ(hours.at(at(11, 11, 2)).state, State::closed);
    EXPECT_EQ(hours.at(at(11, 9, 1)).state, State::open) << "Sunday's night";
    EXPECT_EQ(hours.at(at(11, 9, 18)).state, State::closed);
    EXPECT_EQ(hours.at(at(11, 10, 1)).state, State::closed) << "Monday's night";
}

TEST(OpeningHours, reads_several_ranges_a_day) {
    EXPECT_EQ(on("9:30～12:00、13:00～15:30", 11, 9), "9:30～12:00、13:00～15:30");
    EXPECT_EQ(on("営業時間はAM11:00～14:30　，16:30～20:00", 11, 9), "11:00～14:30、16:30～20:00");
    EXPECT_EQ(state("9:30～12:00、13:00～15:30", at(11, 9, 12, 30)), State::closed);
    EXPECT_EQ(on("園芸　9:00〜18:00 カフェ　10:00〜18:00（ラストオーダー17:00）", 11, 9), "9:00～18:00");
}

TEST(OpeningHours, leaves_last_orders_aside) {
    EXPECT_EQ(on("11:30～14:30（LO.14:00 ） ディナー17:30～22:00(L.O.21:30)", 11, 9), "11:30～14:30、17:30～22:00");
    EXPECT_EQ(on("11:00〜24:00（受付21:00終了） 火曜定休", 11, 9), "11:00～24:00");
    EXPECT_EQ(on("夜営業17時から20時ラストオーダー迄", 11, 9), "17:00～20:00");
}

TEST(OpeningHours, has_hours_for_kinds_of_days) {
    EXPECT_EQ(week("平日9:00～17:00　土日祝10:00～19:00"),
              "9:00～17:00|9:00～17:00|9:00～17:00|9:00～17:00|9:00～17:00|10:00～19:00|10:00～19:00");
    EXPECT_EQ(on("平日9:00～17:00　土日祝10:00～19:00", 11, 23), "10:00～19:00");
    EXPECT_EQ(week("（月・火・水・金）8:30～18:00（木）8:30～13:00（土）8:30～14:00 定休日：日曜日"),
              "8:30～18:00|8:30～18:00|8:30～18:00|8:30～13:00|8:30～18:00|8:30～14:00|お休み");
    EXPECT_EQ(week("（日～木）10:00～19:00（金、土）10:00～20:00　定休日：水曜日"),
              "10:00～19:00|10:00～19:00|お休み|10:00～19:00|10:00～20:00|10:00～20:00|10:00～19:00");
    EXPECT_EQ(week("9:00～18:00（月～金） 9:00～12:00（土）"),
              "9:00～18:00|9:00～18:00|9:00～18:00|9:00～18:00|9:00～18:00|9:00～12:00|お休み");
    EXPECT_EQ(week("【午前】9:00～12:00,【午後】15:00～20:00 "
                   "土曜日は休み、日曜・祝日：【午前】9:00～12:00,【午後】14:00～17:00"),
              "9:00～12:00、15:00～20:00|9:00～12:00、15:00～20:00|9:00～12:00、15:00～20:00|9:00～12:00、15:00～20:00|"
              "9:00～12:00、15:00～20:00|お休み|9:00～12:00、14:00～17:00");
}

TEST(OpeningHours, adds_the_hours_of_the_same_days) {
    EXPECT_EQ(week("昼　平日：11:30〜13:30 日曜・祝日：11:30〜13:30 夜　平日：17:00〜21:00 日曜・祝日：17:00〜20:00 "
                   "定休日：水曜日"),
              "11:30～13:30、17:00～21:00|11:30～13:30、17:00～21:00|お休み|11:30～13:30、17:00～21:00|11:30～13:"
              "30、17:00～21:00||"
              "11:30～13:30、17:00～20:00")
        << "nothing is said about Saturdays";
    EXPECT_EQ(week("平日16:00～22:00　金土日11:00～14:00/16:00～22:00"),
              "16:00～22:00|16:00～22:00|16:00～22:00|16:00～22:00|11:00～14:00、16:00～22:00|11:00～14:00、16:00～22:"
              "00|11:00～14:00、16:00～22:00");
    EXPECT_EQ(week("9:00〜18:30 9:00〜12:00(木曜日) 定休日　月曜日、木曜日の午後"),
              "お休み|9:00～18:30|9:00～18:30|9:00～12:00|9:00～18:30|9:00～18:30|9:00～18:30");
}

TEST(OpeningHours, has_no_hours_on_days_that_are_left_out) {
    EXPECT_EQ(on("営業日　火曜〜土曜 営業時間　11：00〜16：00", 11, 8), "お休み");
    EXPECT_EQ(on("平日8:00〜16:30 休み　日祝", 11, 14), "") << "a Saturday: not known";
    EXPECT_EQ(on("平日16:00～22:00　金土日11:00～22:00", 11, 23), "") << "a holiday: not known";
    EXPECT_EQ(on("平日16:00～22:00", 11, 23), "お休み");
}

TEST(OpeningHours, tells_open_days_from_closed_ones) {
    EXPECT_EQ(week("営業日：月・火・水・木・金・土・祝 定休日：日曜日 営業時間：10:00〜20:30"),
              "10:00～20:30|10:00～20:30|10:00～20:30|10:00～20:30|10:00～20:30|10:00～20:30|お休み");
    EXPECT_EQ(week("定休日：月～金曜日　営業日：土曜日、日曜日   営業時間：土曜日11:30～19:30　日曜日8:30〜15:30"),
              "お休み|お休み|お休み|お休み|お休み|11:30～19:30|8:30～15:30");
    EXPECT_EQ(week("平日：9:00-18:00　定休日：水曜日 土日・祝：7:00-18:00"),
              "9:00～18:00|9:00～18:00|お休み|9:00～18:00|9:00～18:00|7:00～18:00|7:00～18:00");
    EXPECT_EQ(week("定休日：日曜 平日の営業時間：8：30　〜　17：00"),
              "8:30～17:00|8:30～17:00|8:30～17:00|8:30～17:00|8:30～17:00||お休み");
    EXPECT_EQ(week("営業時間　１０時〜18時　（水曜定休）"),
              "10:00～18:00|10:00～18:00|お休み|10:00～18:00|10:00～18:00|10:00～18:00|10:00～18:00");
    EXPECT_EQ(on("11時半～18時月火定休日", 11, 10), "お休み");
    EXPECT_EQ(on("10時から17時営業日曜 祝日 火曜日 お休み", 11, 10), "お休み");
    EXPECT_EQ(on("店休日日祝　営業時間9時～19時", 11, 15), "お休み");
    EXPECT_EQ(on("10:00～19:00 7/28日（月）7/29日（火）お休みです。", 11, 9), "10:00～19:00");
    EXPECT_EQ(on("定 休 日　月曜日 9:30～18:00", 11, 9), "お休み");
}

TEST(OpeningHours, is_closed_on_the_days_named_before_or_behind_the_word) {
    for (const char* text : {"9:00～17:00 定休日：水曜・日曜", "9:00～17:00 水曜日曜定休", "9:00～17:00 水・日休み",
                             "9:00～17:00 水曜、日曜は定休日です", "休日　毎週水曜日と毎日曜日 営業時間 9:00～17:00"})
        EXPECT_EQ(week(text), "9:00～17:00|9:00～17:00|お休み|9:00～17:00|9:00～17:00|9:00～17:00|お休み") << text;
    EXPECT_EQ(week("11:00～19:00 定休日：日曜日～火曜日"),
              "お休み|お休み|11:00～19:00|11:00～19:00|11:00～19:00|11:00～19:00|お休み");
    EXPECT_EQ(week("9:00～20:00　定休日：土曜午後、日曜日、祝日"),
              "9:00～20:00|9:00～20:00|9:00～20:00|9:00～20:00|9:00～20:00|9:00～20:00|お休み");
    EXPECT_EQ(state("9:00～20:00　定休日：土曜午後、日曜日、祝日", at(11, 14, 11)), State::open);
    EXPECT_EQ(state("9:00～20:00　定休日：土曜午後、日曜日、祝日", at(11, 14, 12)), State::closed);
}

TEST(OpeningHours, counts_the_weeks_of_a_month) {
    const char* third_sunday = "9:00～21:30　定休日：毎月第3日曜日及び祝日・年末年始（12/29～1/3）";
    EXPECT_EQ(on(third_sunday, 11, 15), "お休み");
    EXPECT_EQ(on(third_sunday, 11, 8), "9:00～21:30");
    EXPECT_EQ(on(third_sunday, 11, 3), "お休み") << "a holiday";
    for (const char* text :
         {"9:00～17:00 第2・第4火曜定休", "9:00～17:00 定休日：第2、4火曜", "9:00～17:00 定休日 第二と第四火曜日"}) {
        EXPECT_EQ(on(text, 11, 10), "お休み") << text;
        EXPECT_EQ(on(text, 11, 24), "お休み") << text;
        EXPECT_EQ(on(text, 11, 17), "9:00～17:00") << text;
    }
}

TEST(OpeningHours, knows_holidays) {
    const char* sundays_and_holidays = "10:00～18:00 定休日：日曜・祝日";
    EXPECT_EQ(on(sundays_and_holidays, 11, 23), "お休み");
    EXPECT_EQ(on("10:00～18:00 定休日：月曜", 11, 23), "お休み") << "nothing is said about holidays";
    EXPECT_EQ(on("月～金（祝日を除く）10:00～18:00", 11, 23), "お休み");
    EXPECT_EQ(on("月～金（祝日を除く）10:00～18:00", 11, 24), "10:00～18:00");
    EXPECT_EQ(on("10:00～18:00 定休日：水曜（祝日関係なく）", 11, 23), "10:00～18:00");
}

TEST(OpeningHours, moves_a_closed_day_that_is_a_holiday) {
    for (const char* text :
         {"9:00～17:15　定休日：月曜日（月曜日が祝日の場合は、翌平日）",
          "9:00～17:15 定休日：月曜（祝日の場合は翌日休）", "9:00～17:15 月曜休館（祝休日の場合は翌平日）"}) {
        EXPECT_EQ(on(text, 11, 16), "お休み") << text;
        EXPECT_EQ(on(text, 11, 23), "9:00～17:15") << text;
        EXPECT_EQ(on(text, 11, 24), "お休み") << text;
        EXPECT_EQ(on(text, 11, 25), "9:00～17:15") << text;
    }
    EXPECT_EQ(on("9:00～17:00 定休日：月曜（祝日の場合は営業）", 11, 23), "9:00～17:00");
    EXPECT_EQ(on("9:00～17:00 定休日：月曜（祝日の場合は営業）", 11, 24), "9:00～17:00");
    EXPECT_EQ(on("9:00～17:00 定休日：月曜（祝日の場合は営業、翌火曜休み）", 11, 24), "お休み");
    // The 3rd to 5th of May 2026 are holidays, Sunday to Tuesday, and the 6th is a substitute.
    EXPECT_EQ(on("9:00～17:00 定休日：月曜（祝日の場合は翌平日）", 5, 4), "9:00～17:00");
    EXPECT_EQ(on("9:00～17:00 定休日：月曜（祝日の場合は翌平日）", 5, 6), "9:00～17:00");
    EXPECT_EQ(on("9:00～17:00 定休日：月曜（祝日の場合は翌平日）", 5, 7), "お休み");
}

TEST(OpeningHours, does_not_guess_an_end) {
    EXPECT_EQ(state("11:00～ 販売終了まで営業", at(11, 9, 10)), State::closed);
    EXPECT_EQ(state("11:00～ 販売終了まで営業", at(11, 9, 12)), State::unknown);
    EXPECT_EQ(state("昼11:30～　夜17：30～", at(11, 9, 11)), State::closed);
    EXPECT_EQ(state("昼11:30～　夜17：30～", at(11, 9, 18)), State::unknown);
    EXPECT_EQ(on("午後1：00〜6：00", 11, 9), "13:00～18:00");
    EXPECT_EQ(state("10:00～7:00", at(11, 9, 12)), State::unknown) << "19:00, most likely";
}

TEST(OpeningHours, is_open_all_day) {
    for (const char* text :
         {"24時間営業", "終日　定休日：無し", "24時間　年中無休", "0:00～24:00", "営業時間２４時間年中無休"}) {
        EXPECT_EQ(state(text, at(11, 9, 3)), State::open) << text;
        EXPECT_EQ(on(text, 11, 9), "24時間") << text;
    }
}

TEST(OpeningHours, is_not_open_all_day_because_its_booking_is) {
    EXPECT_EQ(on("営業時間/10:00〜19:00 予約（受付/9:40〜17:00）もネット予約（24時間）もできます", 11, 9),
              "10:00～19:00");
    EXPECT_EQ(on("11:00～14:3017:00～23:00", 11, 9), "11:00～14:30、17:00～23:00");
}

TEST(OpeningHours, takes_no_other_word_for_a_day) {
    const char* text = "9:00～18:00 お土産と木製品、料金は現金のみ。12月末日まで。2時間食べ放題 日替わりランチ";
    EXPECT_EQ(week(text), "9:00～18:00|9:00～18:00|9:00～18:00|9:00～18:00|9:00～18:00|9:00～18:00|9:00～18:00");
    EXPECT_EQ(on("10:00～15:00　定休日：2020年2月4日（火）～７日（金）", 11, 10), "10:00～15:00");
}

TEST(OpeningHours, ends_with_any_text) {
    std::string text;
    unsigned seed = 1;
    static const char* const kParts[] = {"月", "曜",       "日",    "～",         "9:00", "定休", "第",
                                         "3",  "（",       "）",    "祝日の場合", "翌",   "午後", "\xE2\x91",
                                         "①",  "年末年始", "12/29", "、",         "除く", "隔週"};
    for (int round = 0; round < 2'000; ++round) {
        text.clear();
        for (int part = 0; part < 12; ++part) {
            seed = seed * 1664525U + 1013904223U;
            text += kParts[(seed >> 16) % std::size(kParts)];
        }
        const auto hours = OpeningHours::parse(text);
        const auto answer = hours.at(at(11, 9, 12));
        EXPECT_TRUE(answer.state != State::open || answer.until) << text;
    }
}

}  // namespace
}  // namespace hub::catalog
