#include "connectors/local_agent/date_words.hpp"

#include <gtest/gtest.h>

namespace hub::local_agent {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

const sys_days kSunday = sys_days(year(2026) / 11 / 22);

std::string read(const std::string& text, sys_days today = kSunday) {
    std::string all;
    const Utterance utterance(text);
    for (const auto& word : date_words(utterance, today))
        all += (all.empty() ? "" : " ") + utterance.written(word.begin, word.end) + "=" + to_json(word);
    return all;
}

std::string day(const std::string& words, const std::string& date) {
    return words + "=\"" + date + "T12:00:00+09:00\"";
}

std::string period(const std::string& words, const std::string& first, const std::string& last) {
    return words + "={\"startDate\":\"" + first + "T12:00:00+09:00\",\"endDate\":\"" + last + "T12:00:00+09:00\"}";
}

TEST(DateWords, reads_days_told_from_today) {
    EXPECT_EQ(read("今日のイベント"), day("今日", "2026-11-22"));
    EXPECT_EQ(read("あした行く"), day("あした", "2026-11-23"));
    EXPECT_EQ(read("あさってと明後日"), day("あさって", "2026-11-24") + " " + day("明後日", "2026-11-24"));
}

TEST(DateWords, a_weekday_is_the_next_one_today_included) {
    EXPECT_EQ(read("土曜日に行きたい"), day("土曜日", "2026-11-28"));
    EXPECT_EQ(read("日曜どこ行こ"), day("日曜", "2026-11-22"));
    EXPECT_EQ(read("来週の土曜日"), day("来週の土曜日", "2026-11-28"));
    EXPECT_EQ(read("来週の月曜"), day("来週の月曜", "2026-11-23"));
    EXPECT_EQ(read("今週の水曜", sys_days(year(2026) / 11 / 16)), day("今週の水曜", "2026-11-18"));
}

TEST(DateWords, a_date_without_a_year_is_the_next_one) {
    EXPECT_EQ(read("12月24日に"), day("12月24日", "2026-12-24"));
    EXPECT_EQ(read("7月10日のイベント"), day("7月10日", "2027-07-10"));
    EXPECT_EQ(read("１２/２４は？"), day("１２/２４", "2026-12-24"));
    EXPECT_EQ(read("2月29日"), day("2月29日", "2028-02-29"));
    EXPECT_EQ(read("30日"), day("30日", "2026-11-30"));
    EXPECT_EQ(read("5日"), day("5日", "2026-12-05"));
    EXPECT_EQ(read("2028年1月1日"), day("2028年1月1日", "2028-01-01"));
    EXPECT_EQ(read("2027年12月に"), period("2027年12月", "2027-12-01", "2027-12-31"));
    EXPECT_EQ(read("クリスマスの催し"), day("クリスマス", "2026-12-25"));
}

TEST(DateWords, reads_spans_of_days) {
    EXPECT_EQ(read("今週末どこ行こう"), period("今週末", "2026-11-22", "2026-11-22")) << "what is left of it";
    EXPECT_EQ(read("今週末", sys_days(year(2026) / 11 / 18)), period("今週末", "2026-11-21", "2026-11-22"));
    EXPECT_EQ(read("来週のイベント"), period("来週", "2026-11-23", "2026-11-29"));
    EXPECT_EQ(read("今月"), period("今月", "2026-11-01", "2026-11-30"));
    EXPECT_EQ(read("来月"), period("来月", "2026-12-01", "2026-12-31"));
    EXPECT_EQ(read("こんしゅうまつ"), period("こんしゅうまつ", "2026-11-22", "2026-11-22"));
    EXPECT_EQ(read("らいげつの催し"), period("らいげつ", "2026-12-01", "2026-12-31"));
    EXPECT_EQ(read("今月末に"), period("今月末", "2026-11-24", "2026-11-30"));
    EXPECT_EQ(read("年内に"), period("年内", "2026-11-22", "2026-12-31"));
    EXPECT_EQ(read("年明けの講座"), period("年明け", "2027-01-04", "2027-01-10"));
    EXPECT_EQ(read("1月のイベント"), period("1月", "2027-01-01", "2027-01-31"));
    EXPECT_EQ(read("夏休み"), period("夏休み", "2027-07-20", "2027-08-31"));
    EXPECT_EQ(read("夏休み", sys_days(year(2026) / 8 / 10)), period("夏休み", "2026-07-20", "2026-08-31"));
    EXPECT_EQ(read("年末年始", sys_days(year(2027) / 1 / 2)), period("年末年始", "2026-12-28", "2027-01-04"));
}

TEST(DateWords, what_only_looks_like_a_date_is_none) {
    for (const auto* text : {"13月5日", "2月31日から", "13月", "カフェ", "", "12", "9/9999", "2027年2月29日"})
        EXPECT_EQ(read(text), "") << text;
    EXPECT_EQ(read("3日間"), "");
    EXPECT_EQ(read("生後6か月"), "");
    EXPECT_EQ(read("100日"), "");
    EXPECT_EQ(read("32/40"), "");
}

}  // namespace
}  // namespace hub::local_agent
