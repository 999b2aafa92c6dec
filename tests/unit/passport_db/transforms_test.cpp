#include "connectors/passport_db/import/transforms.hpp"

#include <gtest/gtest.h>

#include "connectors/passport_db/import/municipality.hpp"

namespace hub::passport_db {
namespace {

std::string phone(const std::string& text, const std::string& area_code = "") {
    const auto result = transformed({TransformKind::phone, area_code}, text);
    return result ? *result : "refused";
}
std::string apply(TransformKind kind, const std::string& text) {
    const auto result = transformed({kind, ""}, text);
    return result ? *result : "refused";
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

TEST(Phone, refuses_what_cannot_be_dialled) {
    EXPECT_EQ(phone("非公開"), "refused");
    EXPECT_EQ(phone("5054873428"), "refused");
    EXPECT_EQ(phone("06-0000-0001（予約）"), "refused");
    EXPECT_EQ(phone("---", "054"), "refused");
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
