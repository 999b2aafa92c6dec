#include "connectors/passport_db/import/transforms.hpp"

#include <gtest/gtest.h>

#include "connectors/passport_db/import/hours_text.hpp"
#include "connectors/passport_db/import/municipality.hpp"
#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {
namespace {

std::string phone(const std::string& text, const std::string& area_code = "") {
    const auto result = transformed({TransformKind::phone, area_code}, text);
    return result ? result->text : "refused";
}
std::string apply(TransformKind kind, const std::string& text) {
    const auto result = transformed({kind, ""}, text);
    return result ? result->text : "refused";
}

std::string correction(TransformKind kind, const std::string& text, const std::string& area_code = "") {
    const auto result = transformed({kind, area_code}, text);
    return result ? result->correction : result.error().detail;
}

TEST(Trimming, takes_away_spaces_of_every_width_and_keeps_inner_lines) {
    EXPECT_EQ(trimmed(" MASUYA"), "MASUYA");
    EXPECT_EQ(trimmed("　全角　の空白　 "), "全角　の空白");
    EXPECT_EQ(trimmed("\r\n一行目\r\n二行目\r\n"), "一行目\n二行目");
    EXPECT_EQ(trimmed("古い\r改行"), "古い\n改行");
    EXPECT_EQ(trimmed(std::string_view("a\0b\tc\x7F", 6)), "a b c");
    EXPECT_EQ(trimmed(" 　\n"), "");
}

TEST(Phone, understands_what_people_write) {
    EXPECT_EQ(phone("054-629-2000"), "054-629-2000");
    EXPECT_EQ(phone("(054)626-1139"), "054-626-1139");
    EXPECT_EQ(phone("０６（００００）０００１"), "06-0000-0001");
    EXPECT_EQ(phone("06ー0000−0001"), "06-0000-0001");
    EXPECT_EQ(phone("0547-46-4545"), "0547-46-4545");
    EXPECT_EQ(phone("09000000000"), "09000000000");
    EXPECT_EQ(phone(""), "");
}

TEST(Phone, puts_the_area_code_before_numbers_that_lack_it) {
    EXPECT_EQ(phone("631-5417", "054"), "054-631-5417");
    EXPECT_EQ(phone("090-0000-0000", "054"), "090-0000-0000");
    EXPECT_EQ(phone("631-5417"), "refused");
}

TEST(Phone, gets_back_the_zero_that_a_spreadsheet_took) {
    EXPECT_EQ(phone("5054873428"), "05054873428");
    EXPECT_EQ(phone("546261030"), "0546261030");
    EXPECT_EQ(correction(TransformKind::phone, "546261030"), "先頭の0がなかったため補いました");
    EXPECT_EQ(correction(TransformKind::phone, "631-5417", "054"), "市外局番がなかったため補いました");
    EXPECT_EQ(correction(TransformKind::phone, "(054)626-1139"), "");
}

TEST(Phone, is_the_first_of_several_and_without_words) {
    EXPECT_EQ(phone("06-0000-0001（予約）"), "06-0000-0001");
    EXPECT_EQ(phone("施設担当06-0000-0010　防災担当06-0000-2691", "06"), "06-0000-0010");
    EXPECT_EQ(phone("06-0000-1501,1583"), "06-0000-1501");
    EXPECT_EQ(phone("06-0000-0700～1"), "06-0000-0700");
    EXPECT_NE(correction(TransformKind::phone, "06-0000-1501,1583"), "");
}

TEST(Phone, ends_before_other_digits) {
    EXPECT_EQ(phone("072-222-1111 9時～17時"), "072-222-1111");
    EXPECT_EQ(phone("072 222 1111 9時～17時"), "072-222-1111");
    EXPECT_EQ(phone("06-1234-5678 06-8765-4321"), "06-1234-5678");
    EXPECT_EQ(phone("06-1234-5678(06-8765-4321)"), "06-1234-5678");
    EXPECT_EQ(phone("222-1111 222-1112", "072"), "072-222-1111");
    EXPECT_EQ(phone("9 (06)1234-5678"), "06-1234-5678");
    EXPECT_NE(correction(TransformKind::phone, "06-1234-5678 06-8765-4321"), "");
}

TEST(Phone, has_eleven_digits_only_where_the_number_does) {
    for (const auto* right : {"050-1234-5678", "060-1234-5678", "070-1234-5678", "080-1234-5678", "090-1234-5678",
                              "0800-123-4567", "0120-123-456", "0570-012-345", "090 1234 5678", "0-9-0-1-2-3-4-5678"})
        EXPECT_EQ(apply(TransformKind::phone, right).size(), std::string(right).size()) << right;
    for (const auto* wrong : {"072-222-11119", "0120-1234-567", "06-6000-00001"})
        EXPECT_EQ(phone(wrong), "refused") << wrong;
}

TEST(Phone, refuses_what_cannot_be_dialled) {
    for (const auto* wrong : {"非公開", "電話番号一覧", "1234", "06-0000", "0000-0000-0000-0000"})
        EXPECT_EQ(phone(wrong), "refused") << wrong;
    EXPECT_EQ(correction(TransformKind::phone, "非公開"), "市外局番のある電話番号ではありません");
}

TEST(Phone, of_a_dash_is_none) {
    EXPECT_EQ(phone("---", "054"), "");
    EXPECT_EQ(phone("ー"), "");
}

TEST(PostalCode, has_seven_digits_and_one_hyphen) {
    EXPECT_EQ(apply(TransformKind::postal_code, "〒530-0001"), "530-0001");
    EXPECT_EQ(apply(TransformKind::postal_code, "５３０－０００１"), "530-0001");
    EXPECT_EQ(apply(TransformKind::postal_code, "5300001"), "530-0001");
    EXPECT_EQ(apply(TransformKind::postal_code, "530-001"), "refused");
    EXPECT_EQ(apply(TransformKind::postal_code, "0"), "refused");
}

TEST(Url, is_http_or_https_and_may_lack_the_scheme) {
    EXPECT_EQ(apply(TransformKind::url, "https://a.example.jp/x?y=1"), "https://a.example.jp/x?y=1");
    EXPECT_EQ(apply(TransformKind::url, "HTTP://a.example.jp"), "http://a.example.jp");
    EXPECT_EQ(apply(TransformKind::url, "a.example.jp/shop"), "http://a.example.jp/shop");
    EXPECT_EQ(apply(TransformKind::url, "https://a.example.jp:8443/"), "https://a.example.jp:8443/");
    for (const auto* wrong : {"javascript:alert(1)", "ftp://a.example.jp/", "なし", "a example.jp", "https://",
                              "localhost", "https://.jp/", "//a.example.jp", "https://user@a.example.jp/"})
        EXPECT_EQ(apply(TransformKind::url, wrong), "refused") << wrong;
}

TEST(Url, is_found_in_a_text_and_loses_what_was_escaped_twice) {
    EXPECT_EQ(apply(TransformKind::url, "https://a.example.jp/?x=1&amp;amp;y=2"), "https://a.example.jp/?x=1&y=2");
    EXPECT_EQ(correction(TransformKind::url, "https://a.example.jp/?x=1&amp;y=2"), "URLの&amp;を&に直しました");
    EXPECT_EQ(apply(TransformKind::url, "公式サイト\nhttps://a.example.jp/　をご覧ください"), "https://a.example.jp/");
    EXPECT_NE(correction(TransformKind::url, "公式 https://a.example.jp/"), "");
    EXPECT_EQ(apply(TransformKind::url, "http://www.my shop.example.jp"), "refused");
}

TEST(Url, is_set_right_when_a_character_is_missing_or_wide) {
    for (const auto* written :
         {"https//a.example.jp/", "https:/a.example.jp/", "https：//a.example.jp/", "ｈｔｔｐｓ://a.example.jp/"})
        EXPECT_EQ(apply(TransformKind::url, written), "https://a.example.jp/") << written;
    EXPECT_EQ(correction(TransformKind::url, "https//a.example.jp/"), "URLの書き方を直しました");
}

TEST(Hours, have_one_kind_of_dash) {
    for (const auto* written :
         {"9:00~17:00", "9：00～17：00", "9:00 〜 17:00", "９：００－１７：００", "9:00?17:00", "9:00ー17:00"})
        EXPECT_EQ(hours_text(written), "9:00～17:00") << written;
    EXPECT_EQ(hours_text("9時から17時、054-000-0000"), "9時から17時、054-000-0000");
    EXPECT_EQ(hours_text("18:00〜翌3:00"), "18:00～翌3:00");
    EXPECT_EQ(hours_text("ﾗﾝﾁ　11時〜14時半"), "ランチ 11時～14時半");
}

TEST(Hours, are_told_from_closed_days_in_one_text) {
    const std::vector<std::vector<std::string>> cases = {
        {"10:00~19:00  毎週水曜及び第２第３火曜日定休", "10:00～19:00", "毎週水曜及び第2第3火曜日"},
        {"営業時間10：00-16：00　休業日：水曜・日曜", "10:00～16:00", "水曜・日曜"},
        {"（昼）11：30〜14：00 （夜）17：00〜22：00 （定休日）火曜日", "(昼)11:30～14:00 (夜)17:00～22:00", "火曜日"},
        {"定休日月曜、火曜日　　営業時間10時30分〜16時", "10時30分～16時", "月曜、火曜日"},
        {"【開館時間】9:00～19:00 【休館日】水曜日、年末年始", "9:00～19:00", "水曜日、年末年始"},
        {"平日９：３０〜１７：００　日祝休み", "平日9:30～17:00", "日祝"},
        {"9:00〜18:00", "9:00～18:00", ""},
        {"ランチのみ", "", ""},
        {"", "", ""}};
    for (const auto& expected : cases) {
        EXPECT_EQ(hours_in(expected[0]), expected[1]);
        EXPECT_EQ(holidays_in(expected[0]), expected[2]);
    }
}

TEST(Address, loses_a_postal_code_written_before_it) {
    EXPECT_EQ(apply(TransformKind::address_in, "〒591-8023　堺市北区中百舌鳥町"), "堺市北区中百舌鳥町");
    EXPECT_EQ(apply(TransformKind::address_in, "５９１－８０２３ 堺市北区"), "堺市北区");
    EXPECT_EQ(apply(TransformKind::address_in, "堺市北区１－２－３"), "堺市北区１－２－３");
}

TEST(Padding, of_full_width_spaces_and_empty_lines_goes) {
    EXPECT_EQ(without_padding("　　参加費　　　　無料 \n\n\n\n　申込 不要　"), "参加費 無料\n\n申込 不要");
    EXPECT_EQ(in_one_line(" 一行目\r\n　二行目 "), "一行目 二行目");
    EXPECT_EQ(apply(TransformKind::yen, "参加料\\1,500 \\n"), "参加料¥1,500 \\n");
}

TEST(Digest, is_short_and_differs) {
    EXPECT_EQ(apply(TransformKind::digest, "同じ").size(), 32u);
    EXPECT_EQ(apply(TransformKind::digest, "同じ"), apply(TransformKind::digest, "同じ"));
    EXPECT_NE(apply(TransformKind::digest, "同じ"), apply(TransformKind::digest, "違う"));
}

TEST(Nfkc, makes_half_width_kana_and_full_width_digits_usual) {
    EXPECT_EQ(apply(TransformKind::nfkc, "ﾍﾞﾋﾞｰ１２Ａ"), "ベビー12A");
}

TEST(Municipality, is_found_behind_prefecture_and_district) {
    const std::vector<std::pair<std::string, std::string>> cases = {{"大阪府大阪市北区梅田9丁目", "大阪市北区"},
                                                                    {"堺市堺区三国ヶ丘", "堺市堺区"},
                                                                    {"静岡県焼津市本町2丁目", "焼津市"},
                                                                    {"焼津市栄町１丁目", "焼津市"},
                                                                    {"姫路市飾磨区中島", "姫路市"},
                                                                    {"東京都新宿区市谷", "新宿区"},
                                                                    {"大阪府泉南郡岬町深日", "岬町"},
                                                                    {"奈良県高市郡明日香村越", "明日香村"},
                                                                    {"余市郡余市町黒川", "余市町"},
                                                                    {"三重県四日市市諏訪", "四日市市"},
                                                                    {"大和郡山市北郡山町", "大和郡山市"},
                                                                    {"町田市原町田", "町田市"},
                                                                    {"東村山市本町", "東村山市"},
                                                                    {"太宰府市都府楼南", "太宰府市"},
                                                                    {"上川郡比布町市街地", "比布町"},
                                                                    {"岬町淡輪", "岬町"},
                                                                    {"どこか", ""},
                                                                    {"", ""}};
    for (const auto& [address, municipality] : cases) EXPECT_EQ(municipality_of(address), municipality) << address;
}

TEST(Transforms, are_known_by_name) {
    for (const auto& name : transform_names()) EXPECT_TRUE(transform_kind(name).has_value()) << name;
    EXPECT_EQ(transform_kind("url"), TransformKind::url);
    EXPECT_FALSE(transform_kind("upper").has_value());
}

}  // namespace
}  // namespace hub::passport_db
