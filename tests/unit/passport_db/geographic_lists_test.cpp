#include <gtest/gtest.h>

#include "connectors/passport_db/places/area_list.hpp"
#include "connectors/passport_db/places/polygons.hpp"
#include "connectors/passport_db/places/town_list.hpp"

namespace hub::passport_db {
namespace {

const PlaceRecord* find(const TownList& list, const std::string& kind, const std::string& name) {
    for (const auto& place : list.places)
        if (place.kind == kind && place.name == name) return &place;
    return nullptr;
}

TEST(TownList, makes_places_of_towns_and_of_their_chome) {
    const auto list = read_towns({{"大阪府", "堺市堺区", R"([
        {"town":"見本町一丁","koaza":"","lat":34.50,"lng":135.40},
        {"town":"見本町二丁","koaza":"","lat":34.60,"lng":135.50},
        {"town":"見本通","koaza":"","lat":34.7,"lng":135.6},
        {"town":"寺田","koaza":"西浦","lat":34.8,"lng":135.7}])"}});
    ASSERT_TRUE(list) << list.error().detail;
    EXPECT_EQ(list->places.size(), 5U);
    EXPECT_TRUE(list->left_out.empty());
    const auto* chome = find(*list, "chome", "見本町一丁");
    ASSERT_NE(chome, nullptr);
    EXPECT_EQ(chome->city, "堺市堺区");
    EXPECT_EQ(chome->prefecture, "大阪府");
    EXPECT_LT(chome->weight, 0) << "stations of that name are meant before";
    const auto* whole = find(*list, "divided_town", "見本町");
    ASSERT_NE(whole, nullptr);
    EXPECT_NEAR(whole->position.lat, 34.55, 1e-9);
    ASSERT_NE(find(*list, "town", "寺田"), nullptr);
    EXPECT_EQ(find(*list, "town", "寺田")->label, "西浦");
}

TEST(TownList, puts_a_chome_without_a_position_beside_the_others_and_leaves_out_a_town_without_any) {
    const auto list = read_towns({{"大阪府", "見本市", R"([
        {"town":"本町一丁目","koaza":"","lat":34.5,"lng":135.4},
        {"town":"本町二丁目","koaza":"","lat":null,"lng":null},
        {"town":"都塚一丁目","koaza":"","lat":null,"lng":null},
        {"koaza":""}, 5])"}});
    ASSERT_TRUE(list) << list.error().detail;
    ASSERT_NE(find(*list, "chome", "本町二丁目"), nullptr);
    EXPECT_DOUBLE_EQ(find(*list, "chome", "本町二丁目")->position.lat, 34.5);
    EXPECT_EQ(find(*list, "chome", "都塚一丁目"), nullptr);
    ASSERT_EQ(list->left_out.size(), 3U);
    EXPECT_EQ(list->left_out[2].what, "見本市都塚一丁目");
    EXPECT_EQ(list->left_out[2].number, 3);
}

TEST(TownList, names_the_file_that_is_no_list) {
    for (const auto* text : {"", "{}", "[", "null"}) {
        const auto list = read_towns({{"大阪府", "見本市", text}});
        ASSERT_FALSE(list) << text;
        EXPECT_NE(list.error().detail.find("見本市"), std::string::npos);
    }
}

TEST(AreaList, puts_the_parts_of_a_municipality_together) {
    const auto list = read_areas(R"({"type":"FeatureCollection","features":[
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[135.4,34.5],[135.5,34.5],[135.5,34.6],[135.4,34.5]]]},
         "properties":{"N03_001":"大阪府","N03_003":"豊能郡","N03_004":"豊能町","N03_007":"27321"}},
        {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[135.6,34.5],[135.7,34.5],[135.7,34.6],[135.6,34.5]]]]},
         "properties":{"N03_001":"大阪府","N03_003":"豊能郡","N03_004":"豊能町","N03_007":"27321"}},
        {"type":"Feature","geometry":{"type":"Point","coordinates":[135.6,34.5]},
         "properties":{"N03_001":"大阪府","N03_003":null,"N03_004":"見本市","N03_007":"27999"}},
        {"type":"Feature","geometry":null,"properties":{"N03_001":"大阪府","N03_004":"所属未定地","N03_007":null}}]})");
    ASSERT_TRUE(list) << list.error().detail;
    ASSERT_EQ(list->areas.size(), 1U);
    EXPECT_EQ(list->areas[0].name, "豊能郡豊能町");
    EXPECT_EQ(list->areas[0].polygons.size(), 2U);
    EXPECT_DOUBLE_EQ(list->areas[0].polygons[0][0][1].lng, 135.5);
    ASSERT_EQ(list->left_out.size(), 2U);
    EXPECT_EQ(list->left_out[0].number, 3);
}

TEST(AreaList, refuses_what_is_no_list_of_boundaries) {
    EXPECT_EQ(read_areas("nonsense").error().code, "areas.json");
    EXPECT_EQ(read_areas("[]").error().code, "areas.form");
    EXPECT_EQ(read_areas(R"({"features":5})").error().code, "areas.form");
}

TEST(Polygons, are_read_as_they_are_written) {
    const std::string text =
        "[[[[135.4,34.5],[135.5,34.5],[135.5,34.6]],[[135.41,34.51],[135.42,34.51],[135.42,34.52]]]]";
    const auto polygons = read_polygons(text);
    ASSERT_TRUE(polygons);
    EXPECT_EQ(to_json(*polygons), text);
    for (const auto* wrong :
         {"", "[]", "[[]]", "[[[[1,2]]]]", "[[[[1,99],[2,3],[4,5]]]]", R"([[[["a",2],[2,3],[4,5]]]])"})
        EXPECT_FALSE(read_polygons(wrong)) << wrong;
}

}  // namespace
}  // namespace hub::passport_db
