#include "handlers/members/municipalities.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace hub::members {
namespace {

std::string of(std::string_view typed) { return municipality_of(typed).value_or("none"); }

TEST(Municipalities, of_osaka_are_known_as_they_stand_in_an_address) {
    for (const auto* name :
         {"大阪市", "大阪市北区", "堺市堺区", "岸和田市", "四條畷市", "豊能町", "千早赤阪村", "大阪府大阪市北区"})
        EXPECT_EQ(of(name), name);
    EXPECT_EQ(of("豊能郡豊能町"), "豊能町");
    EXPECT_EQ(of("大阪府豊能郡豊能町"), "大阪府豊能町");
}

TEST(Municipalities, of_osaka_are_all_that_the_sample_places_lie_in) {
    std::ifstream places(HUB_SOURCE_DIRECTORY "/config/sample_data/places.csv");
    std::string line;
    std::getline(places, line);
    int read = 0;
    for (; std::getline(places, line); ++read) {
        std::istringstream fields(line);
        std::string city;
        for (int column = 0; column < 5; ++column) std::getline(fields, city, ',');
        if (city.empty()) continue;
        EXPECT_NE(of(city), "none") << line;
    }
    EXPECT_GT(read, 200);
}

TEST(Municipalities, elsewhere_have_their_prefecture_before_them) {
    for (const auto* name : {"兵庫県尼崎市", "東京都千代田区", "北海道札幌市中央区", "三重県津市", "山梨県南アルプス市",
                             "北海道空知郡南幌町", "福島県郡山市", "和歌山県橋本市", "滋賀県野洲市"})
        EXPECT_EQ(of(name), name);
    for (const auto* name : {"尼崎市", "千代田区", "札幌市中央区"}) EXPECT_EQ(of(name), "none");
}

TEST(Municipalities, are_written_without_blanks_and_other_widths) {
    EXPECT_EQ(of(" 大阪市　北区 "), "大阪市北区");
    EXPECT_EQ(of("北海道 ﾆｾｺ町"), "北海道ニセコ町");
}

TEST(Municipalities, are_nothing_that_people_may_tell_instead) {
    for (const auto* text :
         {"", "大阪府", "大阪", "北海道", "大阪市うつ病区", "糖尿病", "生活保護を受けています", "大阪市北区梅田3-1-3",
          "123456789018", "大阪市北区123456789018", "<b>堺市</b>", "郡", "兵庫県", "兵庫県市",
          "兵庫県尼崎市東難波町5-5-5", "兵庫県にいまは住んでいてとても遠いところから通っている市", "東京都Chiyoda区"})
        EXPECT_EQ(of(text), "none") << text;
}

}  // namespace
}  // namespace hub::members
