#include "handlers/members/municipalities.hpp"

#include <gtest/gtest.h>

namespace hub::members {
namespace {

std::string of(std::string_view typed) { return municipality_of(typed).value_or("none"); }

TEST(Municipalities, are_known_as_they_stand_in_an_address) {
    for (const auto* name : {"大阪市", "大阪市北区", "堺市堺区", "岸和田市", "四條畷市", "豊能町", "千早赤阪村",
                             "千代田区", "札幌市中央区", "南アルプス市", "龍ケ崎市", "浜松市浜名区", "郡山市"})
        EXPECT_EQ(of(name), name);
}

TEST(Municipalities, may_have_the_prefecture_or_the_district_before_them) {
    EXPECT_EQ(of("大阪府大阪市北区"), "大阪府大阪市北区");
    EXPECT_EQ(of("兵庫県尼崎市"), "兵庫県尼崎市");
    EXPECT_EQ(of("豊能郡豊能町"), "豊能町");
    EXPECT_EQ(of("大阪府豊能郡豊能町"), "大阪府豊能町");
    EXPECT_EQ(of("北海道空知郡南幌町"), "北海道南幌町");
    EXPECT_EQ(of("福島県郡山市"), "福島県郡山市");
}

TEST(Municipalities, are_written_in_the_official_way_however_they_are_typed) {
    EXPECT_EQ(of(" 大阪市　北区 "), "大阪市北区");
    EXPECT_EQ(of("龍ヶ崎市"), "龍ケ崎市");
    EXPECT_EQ(of("ﾆｾｺ町"), "ニセコ町");
}

TEST(Municipalities, are_nothing_that_people_may_tell_instead) {
    for (const auto* text :
         {"", "大阪府", "大阪", "北海道", "大阪市うつ病区", "糖尿病", "生活保護を受けています", "大阪市北区梅田3-1-3",
          "123456789018", "大阪市北区123456789018", "<b>堺市</b>", "郡", "兵庫県大阪市"})
        EXPECT_EQ(of(text), "none") << text;
}

TEST(Municipalities, of_all_prefectures_are_there) {
    EXPECT_EQ(std::count(kMunicipalities.begin(), kMunicipalities.end(), ':'), 47);
    EXPECT_GT(std::count(kMunicipalities.begin(), kMunicipalities.end(), ' '), 1600);
}

}  // namespace
}  // namespace hub::members
