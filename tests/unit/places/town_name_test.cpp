#include "handlers/places/town_name.hpp"

#include <gtest/gtest.h>

#include "handlers/places/address_letters.hpp"
#include "handlers/places/prefectures.hpp"

namespace hub::places {
namespace {

TEST(TownName, splits_the_chome_off) {
    const auto with_me = split_town_name(U"下松町十二丁目");
    EXPECT_EQ(with_me.base, U"下松町");
    EXPECT_EQ(with_me.chome, 12);
    EXPECT_EQ(with_me.unit, U"丁目");
    const auto without_me = split_town_name(U"見本町三丁");
    EXPECT_EQ(without_me.chome, 3);
    EXPECT_EQ(without_me.unit, U"丁");
    EXPECT_EQ(split_town_name(U"見本町3丁目").chome, 3);
}

TEST(TownName, leaves_names_that_only_look_like_one) {
    for (const std::u32string_view name : {U"一条通", U"丁目", U"一丁目", U"五番町", U"丈六"}) {
        EXPECT_EQ(split_town_name(name).base, name);
        EXPECT_EQ(split_town_name(name).chome, 0);
    }
}

TEST(TownName, reads_numbers_in_kanji_and_digits) {
    EXPECT_EQ(number_at(U"二十三番")->value, 23);
    EXPECT_EQ(number_at(U"一二三-")->value, 123);
    EXPECT_EQ(number_at(U"百五")->value, 105);
    EXPECT_EQ(number_at(U"十")->value, 10);
    EXPECT_EQ(number_at(U"42番")->length, 2U);
    EXPECT_FALSE(number_at(U"番"));
    EXPECT_FALSE(number_at(U"1234567"));
}

TEST(TownName, writes_every_number_as_it_reads_it) {
    for (int number = 0; number < 1000; ++number) EXPECT_EQ(number_at(in_kanji(number))->value, number);
}

TEST(AddressLetters, are_tidied_without_touching_what_is_no_width) {
    EXPECT_EQ(to_utf8(tidy_letters("　２３－１　 ﾊﾟｰｸﾋﾙｽﾞ Ⅱ㈱ ")), "23-1 パークヒルズ Ⅱ㈱");
    EXPECT_EQ(tidy_letters(""), U"");
}

TEST(AddressLetters, compare_forms_of_a_letter) {
    EXPECT_EQ(compared(U"三国ヶ丘"), compared(U"三國が丘"));
    EXPECT_EQ(compared(U"中澤 之 濱"), compared(U"中沢のはま").substr(0, 3) + std::u32string(U"浜"));
    EXPECT_NE(compared(U"東町"), compared(U"西町"));
}

TEST(Prefectures, are_known_by_the_code_of_a_municipality) {
    EXPECT_EQ(prefecture_of_code("27141"), "大阪府");
    EXPECT_EQ(prefecture_of_code("011002"), "北海道");
    EXPECT_EQ(prefecture_of_code("47201"), "沖縄県");
    for (const auto* code : {"", "27", "00100", "48100", "x7100"}) EXPECT_EQ(prefecture_of_code(code), "");
}

}  // namespace
}  // namespace hub::places
