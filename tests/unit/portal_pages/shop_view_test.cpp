#include "portal/pages/shop_view.hpp"

#include "portal/pages/shop_details.hpp"
#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

const Texts& texts() {
    static const Texts all = *Texts::load(product_file("portal/pages/texts/ja.json"));
    return all;
}

std::optional<ShopView> shop_of(const std::string& text) {
    const auto document = json::Document::parse(text);
    return read_shop(document->root());
}

TEST(ShopView, is_read_from_the_list_and_from_the_chat) {
    const auto listed = shop_of(shop_text(7, "グリル", ",\"distance_m\":120"));
    ASSERT_TRUE(listed);
    EXPECT_EQ(listed->genres, std::vector<std::string>{"飲食業"});
    EXPECT_EQ(listed->benefits.at(0).title, "2,000円以上会計で1,000円引き");
    EXPECT_EQ(listed->benefits.at(0).kind, "割引");
    EXPECT_EQ(listed->distance_m, 120);
    const auto said = shop_of(R"({"shop_id":7,"name":"グリル","genre":"飲食業","benefit":"割引","url":"/shops/7"})");
    ASSERT_TRUE(said);
    EXPECT_EQ(said->genres, std::vector<std::string>{"飲食業"});
    EXPECT_EQ(said->benefits.at(0).title, "割引");
    EXPECT_TRUE(said->website.empty());
}

TEST(ShopView, needs_an_id_and_a_name) {
    EXPECT_FALSE(shop_of(R"({"name":"x"})"));
    EXPECT_FALSE(shop_of(R"({"shop_id":1,"name":""})"));
    EXPECT_FALSE(shop_of(R"([])"));
}

TEST(ShopView, links_to_web_addresses_only) {
    for (const char* url : {"javascript:alert(1)", "ftp://a", "//evil.example", "data:text/html,x"})
        EXPECT_TRUE(shop_of(R"({"shop_id":1,"name":"x","url":")" + std::string(url) + "\"}")->website.empty()) << url;
}

TEST(Distance, is_told_with_the_minutes_of_a_walk) {
    EXPECT_EQ(distance_text(texts(), 0), "約10m・徒歩約1分");
    EXPECT_EQ(distance_text(texts(), 347), "約350m・徒歩約6分");
    EXPECT_EQ(distance_text(texts(), 994), "約990m・徒歩約17分");
    EXPECT_EQ(distance_text(texts(), 1240), "約1.2km・徒歩約21分");
    EXPECT_EQ(distance_text(texts(), 4210), "約4.2km");
}

TEST(WalkingRoute, starts_at_the_place_when_there_is_one) {
    EXPECT_EQ(walking_url({34.5, 135.25}, std::nullopt),
              "https://www.google.com/maps/dir/?api=1&destination=34.500000%2C135.250000&travelmode=walking");
    EXPECT_NE(walking_url({34.5, 135.25}, GeoPoint{1, 2}).find("&origin=1.000000%2C2.000000"), std::string::npos);
}

TEST(Telephone, is_a_link_only_when_it_is_one_whole_number) {
    EXPECT_EQ(dialable("054-627-0234"), "0546270234");
    EXPECT_EQ(dialable("(054)626-1139"), "0546261139");
    EXPECT_EQ(dialable("090-0000-0000"), "09000000000");
    for (const char* tel : {"631-5417", "非公開", "", "054-627-0234 内線3", "5054873428", "06-1111-1111/06-2222-2222"})
        EXPECT_FALSE(dialable(tel)) << tel;
}

TEST(Date, is_told_in_japanese_time) {
    EXPECT_EQ(date_text(texts(), "2026-01-27T15:30:00.000Z"), "2026年1月28日");
    EXPECT_EQ(date_text(texts(), "yesterday"), "");
}

}  // namespace
}  // namespace hub::portal
