#include "handlers/places/station_name.hpp"

#include <gtest/gtest.h>

namespace hub::places {
namespace {

TEST(StationName, keeps_the_operator_as_people_call_it) {
    EXPECT_EQ(split_station_name("大阪梅田(阪急電鉄)").name, "大阪梅田");
    EXPECT_EQ(split_station_name("大阪梅田(阪急電鉄)").label, "阪急");
    EXPECT_EQ(split_station_name("大阪梅田（阪神電気鉄道）").label, "阪神");
    EXPECT_EQ(split_station_name("中津(OsakaMetro)").label, "大阪メトロ");
    EXPECT_EQ(split_station_name("見本(見本鉄道)").label, "見本鉄道");
}

TEST(StationName, drops_a_bracket_that_only_names_the_prefecture) {
    EXPECT_EQ(split_station_name("京橋(大阪)").name, "京橋");
    EXPECT_EQ(split_station_name("京橋(大阪)").label, "");
    EXPECT_EQ(split_station_name("森(北海道)").label, "");
}

TEST(StationName, keeps_no_blanks_around_the_bracket) {
    for (const auto* name :
         {"大阪梅田 (阪急電鉄)", "大阪梅田　（阪急電鉄）", "大阪梅田( 阪急電鉄 )", "大阪梅田(阪急電鉄) "}) {
        EXPECT_EQ(split_station_name(name).name, "大阪梅田") << name;
        EXPECT_EQ(split_station_name(name).label, "阪急") << name;
    }
    EXPECT_EQ(split_station_name(" (阪急)").name, "(阪急)");
}

TEST(StationName, leaves_other_names_alone) {
    EXPECT_EQ(split_station_name("天王寺").name, "天王寺");
    EXPECT_EQ(split_station_name("(阪急)").name, "(阪急)");
    EXPECT_EQ(split_station_name("見本(前").name, "見本(前");
}

}  // namespace
}  // namespace hub::places
