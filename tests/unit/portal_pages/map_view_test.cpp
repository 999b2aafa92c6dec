#include "portal/pages/map_view.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

ShopView shop_at(std::int64_t shop_id, double lat, double lng, std::string source = "own_list") {
    ShopView shop;
    shop.shop_id = shop_id;
    shop.name = "店" + std::to_string(shop_id);
    shop.position = GeoPoint{lat, lng};
    shop.position_source = std::move(source);
    return shop;
}

MapSettings with_tiles() {
    MapSettings settings;
    settings.tile_url = "https://tiles.example.jp/{z}/{x}/{y}.png";
    return settings;
}

MapSettings with_google() {
    MapSettings settings = with_tiles();
    settings.google_browser_key = "AIza-example-key";
    return settings;
}

MapCentre umeda(std::string source = "gazetteer") { return {{34.7025, 135.4959}, std::move(source), "梅田駅"}; }

TEST(MapDrawing, draws_our_own_positions_on_any_map) {
    for (const char* source : {"own_list", "owner_pin", "gazetteer", "browser"}) {
        EXPECT_TRUE(may_be_drawn(source, MapKind::open)) << source;
        EXPECT_TRUE(may_be_drawn(source, MapKind::google)) << source;
    }
}

TEST(MapDrawing, draws_googles_positions_on_googles_map_only) {
    EXPECT_FALSE(may_be_drawn("google", MapKind::open));
    EXPECT_TRUE(may_be_drawn("google", MapKind::google));
}

TEST(MapDrawing, draws_nothing_whose_source_is_not_known) {
    for (const char* source : {"", "Google", "google ", "somebody"}) {
        EXPECT_FALSE(may_be_drawn(source, MapKind::open)) << source;
        EXPECT_FALSE(may_be_drawn(source, MapKind::google)) << source;
    }
}

TEST(MapView, never_hands_a_google_position_to_the_open_map) {
    const auto view =
        map_view(with_tiles(), {shop_at(1, 34.1, 135.1, "google"), shop_at(2, 34.2, 135.2)}, umeda("google"));
    ASSERT_TRUE(view);
    EXPECT_FALSE(view->centre);
    ASSERT_EQ(view->points.size(), 1u);
    EXPECT_EQ(view->left_out, 1u);
    const std::string json = map_json(*view);
    EXPECT_EQ(json.find("34.1"), std::string::npos) << json;
    EXPECT_EQ(json.find("34.7025"), std::string::npos) << json;
}

TEST(MapView, hands_a_google_position_to_googles_map) {
    const auto view = map_view(with_google(), {shop_at(1, 34.1, 135.1, "google")}, umeda("google"));
    ASSERT_TRUE(view);
    EXPECT_TRUE(view->centre);
    EXPECT_EQ(view->left_out, 0u);
}

TEST(MapView, numbers_shops_as_the_list_does_also_after_one_without_a_mark) {
    ShopView nowhere;
    nowhere.shop_id = 2;
    const auto view = map_view(with_tiles(), {shop_at(1, 34.1, 135.1), nowhere, shop_at(3, 34.3, 135.3)}, {});
    ASSERT_TRUE(view);
    ASSERT_EQ(view->points.size(), 2u);
    EXPECT_EQ(view->points[0].shops.front().number, 1);
    EXPECT_EQ(view->points[1].shops.front().number, 3);
    EXPECT_EQ(view->left_out, 1u);
}

TEST(MapView, makes_one_mark_of_shops_in_one_building) {
    const auto view = map_view(
        with_tiles(), {shop_at(1, 34.1, 135.1), shop_at(2, 34.2, 135.2), shop_at(3, 34.1000001, 135.1000001)}, {});
    ASSERT_TRUE(view);
    ASSERT_EQ(view->points.size(), 2u);
    ASSERT_EQ(view->points[0].shops.size(), 2u);
    EXPECT_EQ(view->points[0].shops[1].number, 3);
}

TEST(MapView, is_no_map_when_there_is_nothing_to_draw) {
    EXPECT_FALSE(map_view(with_tiles(), {}, umeda()));
    EXPECT_FALSE(map_view(with_tiles(), {shop_at(1, 34.1, 135.1, "google")}, umeda()));
}

TEST(MapView, needs_a_place_to_measure_from_when_it_has_no_background) {
    const std::vector<ShopView> shops{shop_at(1, 34.1, 135.1)};
    EXPECT_FALSE(map_view({}, shops, {}));
    EXPECT_FALSE(map_view({}, shops, umeda("google")));
    EXPECT_TRUE(map_view({}, shops, umeda()));
    EXPECT_TRUE(map_view(with_tiles(), shops, {}));
    EXPECT_TRUE(map_view(with_google(), shops, {}));
}

TEST(MapView, is_written_for_the_script) {
    auto shop = shop_at(7, 34.5, 135.5);
    shop.name = "<店>";
    shop.benefits = {{"1割引", "割引", ""}, {"絵本", "", ""}};
    const auto view =
        map_view(with_tiles(), {shop, shop_at(8, 34.5, 135.5)}, MapCentre{{34.25, 135.25}, "gazetteer", "梅田駅"});
    ASSERT_TRUE(view);
    EXPECT_EQ(
        map_json(*view),
        R"({"points":[{"lat":34.5,"lng":135.5,"shops":[{"number":1,"name":"<店>","url":"/shops/7","benefit":"1割引"},)"
        R"({"number":2,"name":"店8","url":"/shops/8"}]}],"centre":{"lat":34.25,"lng":135.25,"name":"梅田駅"}})");
}

TEST(TileOrigin, is_that_of_the_address) {
    EXPECT_EQ(tile_origin("https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"),
              "https://cyberjapandata.gsi.go.jp");
    EXPECT_EQ(tile_origin("http://127.0.0.1:9000/{z}/{y}/{x}?style=a"), "http://127.0.0.1:9000");
}

TEST(TileOrigin, is_missing_for_what_is_no_pattern_of_addresses) {
    for (const char* pattern :
         {"", "https://a.example/{z}/{x}.png", "https://{s}.a.example/{z}/{x}/{y}.png", "/{z}/{x}/{y}.png",
          "ftp://a.example/{z}/{x}/{y}", "https://{z}/{x}/{y}", "https:///{z}/{x}/{y}", "https://a.example{z}{x}{y}",
          "https://user@a.example/{z}/{x}/{y}"})
        EXPECT_FALSE(tile_origin(pattern)) << pattern;
}

TEST(TileOrigin, is_missing_for_what_would_write_into_the_policy) {
    for (const char* pattern : {"https://a.example; script-src */{z}/{x}/{y}", "https://a.example,b/{z}/{x}/{y}",
                                "https://a.example/{z}/{x}/{y} 'unsafe-inline'", "https://*.example/{z}/{x}/{y}",
                                "https://a.example\r\n/{z}/{x}/{y}"})
        EXPECT_FALSE(tile_origin(pattern)) << pattern;
}

TEST(BrowserKey, is_letters_digits_and_two_signs) {
    EXPECT_TRUE(is_browser_key("AIzaSyA-0123456789_abcdefghijklmnopqrst"));
    for (const std::string& key : {std::string("short"), std::string("AIza key with spaces"), std::string(101, 'a'),
                                   std::string("AIza\"><script>")})
        EXPECT_FALSE(is_browser_key(key)) << key;
}

}  // namespace
}  // namespace hub::portal
