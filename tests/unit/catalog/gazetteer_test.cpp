#include "handlers/catalog/gazetteer.hpp"

#include <gtest/gtest.h>

namespace hub::catalog {
namespace {

std::vector<PlaceRow> places() {
    return {{1, "焼津", "やいづ", "station", "焼津市", {34.8706, 138.3186}, 10},
            {2, "西焼津", "にしやいづ", "station", "焼津市", {34.8745, 138.2933}, 5},
            {3, "梅田", "うめだ", "station", "大阪市北区", {34.7032, 135.4977}, 20},
            {4, "大阪梅田(阪急電鉄)", "おおさかうめだ", "station", "大阪市北区", {34.7055, 135.4983}, 20},
            {5, "大阪梅田(阪神電気鉄道)", "おおさかうめだ", "station", "大阪市北区", {34.7010, 135.4964}, 20},
            {6, "中津", "なかつ", "station", "大阪市北区", {34.7098, 135.4932}, 9},
            {7, "中津", "なかつ", "station", "中津市", {33.5990, 131.1900}, 3},
            {8, "津", "つ", "station", "津市", {34.7340, 136.5107}, 10},
            {9, "焼津市", "やいづし", "city", "焼津市", {34.8669, 138.3233}, 1},
            {10, "関ヶ原", "せきがはら", "station", "関ケ原町", {35.3640, 136.4710}, 1}};
}

class GazetteerTest : public ::testing::Test {
protected:
    std::string meant_in(std::string_view text) const {
        const auto match = gazetteer.longest_in(text);
        return match ? gazetteer.display_name(*match->places.front()) : "";
    }
    const std::vector<PlaceRow> rows = places();
    const Gazetteer gazetteer{rows};
};

TEST_F(GazetteerTest, finds_a_station_by_all_its_names) {
    for (const auto* name : {"焼津", "焼津駅", "焼津駅前", "やいづ", "ヤイヅえき", " 焼津 駅 ", "焼津駅（焼津市）"}) {
        const auto match = gazetteer.exactly(name);
        ASSERT_TRUE(match) << name;
        EXPECT_EQ(match->places.front()->place_id, 1) << name;
    }
    EXPECT_FALSE(gazetteer.exactly("ほげほげ"));
}

TEST_F(GazetteerTest, finds_the_longest_name_in_a_sentence) {
    EXPECT_EQ(meant_in("焼津駅の近くで使えるお店は？"), "焼津駅");
    EXPECT_EQ(meant_in("西焼津の近くで"), "西焼津駅");
    EXPECT_EQ(meant_in("大阪梅田あたり"), "大阪梅田(阪急電鉄)");
    EXPECT_EQ(meant_in("えっと梅田かな"), "梅田駅");
    EXPECT_EQ(meant_in("焼津市で割引のある店"), "焼津市");
    EXPECT_EQ(meant_in("関ケ原へ行く"), "関ヶ原駅");
    EXPECT_EQ(meant_in("おなかがすいた"), "");
}

TEST_F(GazetteerTest, does_not_take_a_single_letter_of_a_sentence_for_a_station) {
    EXPECT_EQ(meant_in("いつ使えますか、三津です"), "");
    EXPECT_EQ(meant_in("津駅の近く"), "津駅");
    EXPECT_TRUE(gazetteer.exactly("津"));
}

TEST_F(GazetteerTest, means_the_heavier_one_of_equal_names_and_offers_the_other_with_its_city) {
    const auto match = gazetteer.exactly("中津駅");
    ASSERT_TRUE(match);
    ASSERT_EQ(match->places.size(), 2U);
    EXPECT_EQ(match->places[0]->place_id, 6);
    EXPECT_EQ(gazetteer.display_name(*match->places[0]), "中津駅");
    const auto other = gazetteer.display_name(*match->places[1]);
    EXPECT_EQ(other, "中津駅（中津市）");
    EXPECT_EQ(gazetteer.exactly(other)->places.front()->place_id, 7);
}

TEST_F(GazetteerTest, means_the_station_before_the_city_of_that_name) {
    EXPECT_EQ(gazetteer.exactly("焼津")->places.front()->place_id, 1);
}

TEST_F(GazetteerTest, proposes_names_written_alike) {
    const auto names = gazetteer.suggestions("東焼津駅", 3);
    ASSERT_FALSE(names.empty());
    EXPECT_TRUE(names[0] == "焼津駅" || names[0] == "西焼津駅") << names[0];
    EXPECT_TRUE(gazetteer.suggestions("ｘｙｚ", 3).empty());
}

}  // namespace
}  // namespace hub::catalog
