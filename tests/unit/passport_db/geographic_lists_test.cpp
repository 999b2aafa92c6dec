#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "connectors/passport_db/places/area_list.hpp"
#include "connectors/passport_db/places/polygons.hpp"
#include "connectors/passport_db/places/town_files.hpp"
#include "connectors/passport_db/places/town_list.hpp"
#include "tests/unit/passport_db/table_files.hpp"

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

std::string repeated(const std::string& text, int times) {
    std::string whole;
    for (int count = 0; count < times; ++count) whole += text;
    return whole;
}

TEST(TownList, leaves_out_what_is_longer_than_a_place_may_be) {
    const auto town = [](const std::string& name, const std::string& koaza) {
        return R"({"town":")" + name + R"(","koaza":")" + koaza + R"(","lat":34.5,"lng":135.4})";
    };
    const auto list = read_towns({{"大阪府", "見本市",
                                   "[" + town(repeated("町", 101), "") + "," + town("寺田", repeated("字", 50)) + "," +
                                       town("寺田", repeated("字", 51)) + "," + town(repeated("町", 201), "") + "," +
                                       town(repeated("町", 150), repeated("字", 50)) + "]"},
                                  {"大阪府", repeated("市", 51), "[" + town("本町", "") + "]"}});
    ASSERT_TRUE(list) << list.error().detail;
    EXPECT_EQ(list->places.size(), 2U);
    ASSERT_EQ(list->left_out.size(), 4U);
    EXPECT_EQ(list->left_out[0].number, 3);
    EXPECT_EQ(list->left_out[1].number, 4);
    EXPECT_EQ(list->left_out[2].number, 5) << "the key of it all has no room";
}

TEST(TownFiles, are_those_in_the_folders_of_prefectures) {
    const TestFolder folder;
    std::filesystem::create_directories(folder.path() / "大阪府");
    std::filesystem::create_directories(folder.path() / "node");
    folder.write("package.json", "{}");
    folder.write("node/package.json", "{}");
    folder.write("大阪府/read.me", "");
    folder.write("大阪府/堺市堺区.json", "[]");
    const auto files = read_town_files(folder.path());
    ASSERT_TRUE(files) << files.error().detail;
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().municipality, "堺市堺区");
}

TEST(TownFiles, that_cannot_be_read_are_an_error) {
    const TestFolder folder;
    std::filesystem::create_directories(folder.path() / "大阪府");
    std::filesystem::create_symlink("堺市.json", folder.path() / "大阪府/堺市.json");  // to itself
    const auto files = read_town_files(folder.path());
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error().code, "import.damaged");
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

std::string area_of(const std::string& prefecture, const std::string& name, const std::string& code) {
    return R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[135.4,34.5],[135.5,34.5],[135.5,34.6]]]},
               "properties":{"N03_001":")" +
           prefecture + R"(","N03_003":")" + name + R"(","N03_004":null,"N03_007":")" + code + R"("}})";
}

TEST(AreaList, leaves_out_names_that_are_too_long) {
    const auto list = read_areas(R"({"features":[)" + area_of("大阪府", repeated("市", 50), "27001") + "," +
                                 area_of("大阪府", repeated("市", 51), "27002") + "," +
                                 area_of(repeated("県", 11), "見本市", "27003") + "]}");
    ASSERT_TRUE(list) << list.error().detail;
    ASSERT_EQ(list->areas.size(), 1U);
    ASSERT_EQ(list->left_out.size(), 2U);
    EXPECT_EQ(list->left_out[0].number, 2);
    EXPECT_EQ(list->left_out[1].number, 3);
}

TEST(AreaList, leaves_out_a_shape_that_the_catalog_would_not_read) {
    const auto features = R"({"features":[)" + area_of("大阪府", "見本市", "27001") + "," +
                          area_of("大阪府", "他市", "27002") + "," + area_of("大阪府", "見本市", "27001") + "]}";
    const auto list = read_areas(features, 60);  // one triangle takes 49 bytes, two 98
    ASSERT_TRUE(list) << list.error().detail;
    ASSERT_EQ(list->areas.size(), 1U);
    EXPECT_EQ(list->areas[0].name, "他市");
    ASSERT_EQ(list->left_out.size(), 1U);
    EXPECT_EQ(list->left_out[0].number, 1);
    EXPECT_EQ(list->left_out[0].what, "見本市");
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
    // As the database writes it.
    EXPECT_EQ(stored_size(*polygons), text.size() + std::count(text.begin(), text.end(), ','));
    for (const auto* wrong :
         {"", "[]", "[[]]", "[[[[1,2]]]]", "[[[[1,99],[2,3],[4,5]]]]", R"([[[["a",2],[2,3],[4,5]]]])"})
        EXPECT_FALSE(read_polygons(wrong)) << wrong;
}

}  // namespace
}  // namespace hub::passport_db
