#include "connectors/passport_db/import/duplicates.hpp"

#include <gtest/gtest.h>

namespace hub::passport_db {
namespace {

constexpr catalog::Position kHere{34.7000, 135.5000};
constexpr catalog::Position kTwentyMetresAway{34.70018, 135.5000};
constexpr catalog::Position kFarAway{34.7100, 135.5000};

TEST(SimilarNames, are_told_by_what_people_read) {
    EXPECT_TRUE(similar_names("ﾍﾞﾋﾞｰ 服", "ベビー服"));
    EXPECT_TRUE(similar_names("株式会社さくら堂", "さくら堂"));
    EXPECT_TRUE(similar_names("居酒屋みどり", "みどり"));
    EXPECT_TRUE(similar_names("手づくり豆腐のまめや", "手づくり豆腐まめや"));
    EXPECT_FALSE(similar_names("一番水産株式会社", "二番星水産株式会社"));
    EXPECT_FALSE(similar_names("花の店 駅前センター店", "うどん屋 駅前センター店"));
    EXPECT_FALSE(similar_names("山", "川"));
}

TEST(Duplicates, have_the_same_phone) {
    DuplicateFinder finder("電話番号が同じ");
    EXPECT_FALSE(finder.find({"店", "0600000001"}).has_value());
    finder.add({"はじめの店", "0600000001"}, "2行目");
    finder.add({"電話のない店"}, "3行目");
    EXPECT_EQ(finder.find({"店", "0600000001"}), "2行目の「はじめの店」と電話番号が同じです");
    EXPECT_FALSE(finder.find({"電話のない店"}).has_value());
}

TEST(Duplicates, are_at_one_place_with_similar_names) {
    DuplicateFinder finder("電話番号が同じ");
    finder.add({"さくら堂 本店", "", kHere}, "2行目");
    EXPECT_EQ(finder.find({"さくら堂本店", "", kTwentyMetresAway}),
              "2行目の「さくら堂 本店」と場所が同じで、名前も似た登録です");
    EXPECT_FALSE(finder.find({"さくら堂本店", "", kFarAway}).has_value());
    EXPECT_FALSE(finder.find({"うどん屋", "", kHere}).has_value());
}

TEST(Positions, far_from_the_others_of_a_municipality_are_found) {
    std::vector<ListedThing> things;
    for (int index = 0; index < 20; ++index)
        things.push_back({"店", "", catalog::Position{34.7 + index * 0.001, 135.5}, "大阪市北区"});
    things.push_back({"遠い店", "", catalog::Position{35.7, 135.5}, "大阪市北区"});
    things.push_back({"よその店", "", catalog::Position{43.0, 141.3}, "札幌市中央区"});
    const auto far = far_from_their_city(things);
    EXPECT_FALSE(far[0].has_value());
    EXPECT_EQ(far[20], 110);
    EXPECT_FALSE(far[21].has_value());
}

TEST(Positions, of_a_list_of_many_municipalities_are_not_compared) {
    std::vector<ListedThing> things;
    for (int index = 0; index < 10; ++index) {
        things.push_back({"駅", "", catalog::Position{35.67, 139.48}, "府中市"});
        things.push_back({"駅", "", catalog::Position{34.57, 133.24}, "府中市"});
        things.push_back({"駅", "", catalog::Position{34.7, 135.5}, "大阪市北区"});
    }
    for (const auto& kilometres : far_from_their_city(things)) EXPECT_FALSE(kilometres.has_value());
}

}  // namespace
}  // namespace hub::passport_db
