#include "handlers/catalog/place_index.hpp"

#include <gtest/gtest.h>

#include "handlers/catalog/catalog_codec.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

PlaceRow station(std::int64_t id, const std::string& name, const std::string& label, const std::string& city,
                 Position position, int weight = 100) {
    PlaceRow row{id, name, "", "station", city, position, weight};
    row.label = label;
    return row;
}

PlaceRow town(std::int64_t id, const std::string& kind, const std::string& name, const std::string& city,
              Position position) {
    PlaceRow row{id, name, "", kind, city, position, -10};
    row.prefecture = "大阪府";
    return row;
}

// The corner of Osaka where names meet.
std::vector<PlaceRow> osaka() {
    return {station(1, "大阪", "JR", "大阪市北区", {34.7025, 135.4959}),
            station(2, "梅田", "大阪メトロ", "大阪市北区", {34.7033, 135.4983}),
            station(3, "東梅田", "大阪メトロ", "大阪市北区", {34.7012, 135.5000}),
            station(4, "西梅田", "大阪メトロ", "大阪市北区", {34.6995, 135.4958}),
            station(5, "大阪梅田", "阪急", "大阪市北区", {34.7055, 135.4983}),
            station(6, "大阪梅田", "阪神", "大阪市北区", {34.7010, 135.4966}),
            station(7, "野田", "JR", "大阪市福島区", {34.6891, 135.4749}),
            station(8, "野田", "阪神", "大阪市福島区", {34.6944, 135.4760}),
            station(9, "野田", "", "見本郡見本町", {39.7, 141.1}, 0),
            {10, "大阪市", "おおさかし", "city", "大阪市", {34.6937, 135.5022}, 30},
            {11, "大阪市北区", "おおさかしきたく", "city", "大阪市北区", {34.7054, 135.5101}, 30},
            {12, "堺市北区", "さかいしきたく", "city", "堺市北区", {34.5655, 135.5165}, 30},
            {13, "豊能郡豊能町", "とよのちょう", "city", "豊能郡豊能町", {34.919, 135.494}, 30},
            town(14, "chome", "見本町一丁", "堺市堺区", {34.57, 135.48}),
            town(15, "chome", "見本町十二丁", "堺市堺区", {34.59, 135.48}),
            town(16, "divided_town", "見本町", "堺市堺区", {34.58, 135.48}),
            town(17, "town", "野田", "堺市東区", {34.52, 135.54}),
            town(18, "town", "福田", "堺市中区", {34.53, 135.51})};
}

class PlaceIndexTest : public ::testing::Test {
protected:
    std::vector<std::string> displayed(std::string_view name) const {
        std::vector<std::string> names;
        if (const auto match = gazetteer.exactly(name))
            for (const auto* place : match->places) names.push_back(gazetteer.display_name(*place));
        return names;
    }
    std::int64_t meant(std::string_view name) const {
        const auto match = gazetteer.exactly(name);
        return match ? match->places.front()->place_id : 0;
    }
    const std::vector<PlaceRow> rows = osaka();
    const PlaceIndex index{rows, {}, {}};
    const Gazetteer& gazetteer = index.gazetteer();
    using Names = std::vector<std::string>;
};

TEST_F(PlaceIndexTest, tells_stations_of_one_name_apart_by_their_operator) {
    EXPECT_EQ(displayed("大阪梅田"), (Names{"大阪梅田駅（阪急）", "大阪梅田駅（阪神）"}));
    EXPECT_EQ(displayed("野田"), (Names{"野田駅（JR）", "野田駅（阪神）", "野田駅（見本郡見本町）"}));
    EXPECT_EQ(displayed("梅田"), Names{"梅田駅"});
    EXPECT_EQ(displayed("大阪駅"), Names{"大阪駅"});
}

TEST_F(PlaceIndexTest, finds_a_station_by_the_name_it_is_told_by_and_by_its_operator) {
    for (const auto& row : rows)
        EXPECT_EQ(meant(gazetteer.display_name(row)), row.place_id) << gazetteer.display_name(row);
    for (const auto* name : {"阪神野田", "阪神野田駅", "野田駅（阪神）", "野田（阪神）", "阪神 野田 駅"})
        EXPECT_EQ(meant(name), 8) << name;
    for (const auto* name : {"大阪メトロ梅田", "地下鉄梅田駅"}) EXPECT_EQ(meant(name), 2) << name;
    EXPECT_EQ(meant("JR大阪駅"), 1);
}

TEST_F(PlaceIndexTest, tells_a_station_a_city_and_a_ward_apart) {
    EXPECT_EQ(meant("大阪"), 1);
    EXPECT_EQ(meant("大阪駅"), 1);
    EXPECT_EQ(meant("大阪市"), 10);
    EXPECT_EQ(meant("大阪市北区"), 11);
    EXPECT_EQ(displayed("北区"), (Names{"堺市北区", "大阪市北区"}));
    EXPECT_EQ(meant("豊能町"), 13);
    EXPECT_EQ(meant("豊能"), 0) << "豊能郡豊能 is nothing people say";
}

TEST_F(PlaceIndexTest, means_a_town_only_where_nothing_else_has_its_name) {
    EXPECT_EQ(displayed("野田").size(), 3U);
    EXPECT_EQ(meant("堺市東区野田"), 17);
    EXPECT_EQ(meant("東区野田"), 17);
    EXPECT_EQ(meant("福田"), 18);
    EXPECT_FALSE(gazetteer.longest_in("福田さんの近く")) << "two letters of a sentence are no town";
    EXPECT_EQ(gazetteer.longest_in("見本町のカフェ")->places.front()->place_id, 16);
    EXPECT_EQ(gazetteer.longest_in("堺市堺区見本町のカフェ")->places.front()->place_id, 16);
}

TEST_F(PlaceIndexTest, knows_a_chome_in_kanji_and_digits) {
    for (const auto* name : {"見本町十二丁", "見本町十二丁目", "見本町12丁目", "見本町１２丁"})
        EXPECT_EQ(meant(name), 15) << name;
    EXPECT_EQ(meant("見本町1丁目"), 14);
    EXPECT_EQ(meant("見本町2丁目"), 0);
}

TEST_F(PlaceIndexTest, finds_the_nearest_stations) {
    const auto near = index.nearest_stations({34.7024, 135.4960}, 3, 1000);
    ASSERT_EQ(near.size(), 3U);
    EXPECT_EQ(near[0].place->place_id, 1);
    EXPECT_EQ(near[0].distance_m, 14);
    EXPECT_LE(near[1].distance_m, near[2].distance_m);
    EXPECT_EQ(index.nearest_stations({34.7024, 135.4960}, 10, 100).size(), 1U);
    EXPECT_TRUE(index.nearest_stations({0, 0}, 3, 1000).empty());
    EXPECT_TRUE(index.nearest_stations({200, 0}, 3, 1e9).empty());
}

TEST_F(PlaceIndexTest, reads_an_address_down_to_its_town) {
    const auto place = index.at_address("大阪府堺市堺区見本町１２丁３番４号みほんビル２階");
    ASSERT_TRUE(place);
    EXPECT_EQ(place->name, "堺市堺区見本町12丁3-4");
    EXPECT_EQ(place->kind, "address");
    EXPECT_DOUBLE_EQ(place->position.lat, 34.59);
    EXPECT_FALSE(index.at_address("堺市堺区無い町1"));
    EXPECT_FALSE(index.at_address("野田で子どもと遊べる店"));
}

TEST(PlaceIndex, finds_the_middle_of_a_postal_code) {
    auto with_code = station(1, "見本", "", "", {34.0, 135.0});
    with_code.postal_code = "530-0001";
    auto shop = test::sample_shop(1, "店", {36.0, 137.0});
    shop.postal_code = "530-0001";
    auto nowhere = test::sample_shop(2, "店", {36.0, 137.0});
    nowhere.postal_code = "530-0002";
    nowhere.position.reset();
    const std::vector<PlaceRow> rows{with_code};
    const PlaceIndex index(rows, {shop, nowhere}, {});
    for (const auto* text : {"530-0001", "5300001", "〒530-0001", "５３０－０００１"}) {
        const auto found = index.with_postal_code(text);
        ASSERT_TRUE(found) << text;
        EXPECT_EQ(found->code, "530-0001");
        EXPECT_DOUBLE_EQ(found->position.lat, 35.0);
    }
    for (const auto* text : {"530-0002", "530-000", "5300001号", "", "梅田"})
        EXPECT_FALSE(index.with_postal_code(text)) << text;
}

TEST(PlaceIndex, has_a_station_of_two_lists_once) {
    auto own = station(1, "梅田", "大阪メトロ", "大阪市北区", {34.7033, 135.4983}, 50);
    own.aliases = {"うめだ"};
    auto real = station(2, "梅田", "", "", {34.7031, 135.4977}, 100);
    real.postal_code = "530-0017";
    const auto kept = without_repeats({own,
                                       real,
                                       station(3, "梅田", "阪急", "", {34.7055, 135.4983}),
                                       {4, "豊能町", "とよのちょう", "city", "豊能郡豊能町", {34.919, 135.494}, 30},
                                       {5, "豊能郡豊能町", "", "city", "豊能郡豊能町", {34.95, 135.46}, -5},
                                       station(6, "梅田", "", "見本市", {39.0, 141.0})});
    ASSERT_EQ(kept.size(), 4U);
    EXPECT_EQ(kept[0].place_id, 1);
    EXPECT_EQ(kept[0].label, "大阪メトロ");
    EXPECT_EQ(kept[0].postal_code, "530-0017");
    EXPECT_EQ(kept[0].weight, 100);
    EXPECT_DOUBLE_EQ(kept[0].position.lat, 34.7031) << "the heavier list knows better where it is";
    EXPECT_EQ(kept[1].place_id, 3);
    EXPECT_EQ(kept[2].name, "豊能町");
    EXPECT_DOUBLE_EQ(kept[2].position.lat, 34.919);
    EXPECT_EQ(kept[3].place_id, 6);
}

TEST(PlaceIndex, survives_the_copy_on_disk) {
    auto data = test::sample_codes();
    data.places = osaka();
    data.places[0].aliases = {"大阪ステーション", "大阪えき"};
    data.places[0].postal_code = "530-0001";
    data.areas = {{"27127", "大阪府", "大阪市北区", {{{{34.6, 135.4}, {34.6, 135.6}, {34.8, 135.6}}}}}};
    const auto snapshot = Snapshot::build(data);
    auto read = decode_catalog(encode_catalog(*snapshot));
    ASSERT_TRUE(read) << read.error().detail;
    const auto again = Snapshot::build(std::move(*read));
    EXPECT_EQ(encode_catalog(*again), encode_catalog(*snapshot));
    EXPECT_EQ(again->gazetteer().exactly("大阪ステーション")->places.front()->place_id, 1);
    EXPECT_TRUE(again->place_index().with_postal_code("530-0001"));
    EXPECT_EQ(again->place_index().areas().at({34.65, 135.55})->area->name, "大阪市北区");
    EXPECT_EQ(again->place_index().address_book().size(), 3U);
}

}  // namespace
}  // namespace hub::catalog
