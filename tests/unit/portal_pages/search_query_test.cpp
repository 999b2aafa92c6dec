#include "portal/pages/search_query.hpp"

#include "portal/pages/search_ways.hpp"
#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

const Texts& texts() {
    static const Texts all = *Texts::load(product_file("portal/pages/texts/ja.json"));
    return all;
}

TEST(SearchQueryParameters, are_read_as_the_form_sends_them) {
    const auto read = read_search(texts(), {{"near", "  焼津駅　"},
                                            {"q", ""},
                                            {"genre", "01"},
                                            {"tokuten", ""},
                                            {"programme", "2"},
                                            {"radius_m", "1000"},
                                            {"city", "焼津市"},
                                            {"open_now", "true"},
                                            {"utm", "x"}});
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.query.near, "焼津駅");
    EXPECT_EQ(read.query.genre, "01");
    EXPECT_EQ(read.query.programme, 2);
    EXPECT_EQ(read.query.radius_m, 1000);
    EXPECT_TRUE(read.query.open_now);
    EXPECT_EQ(read.query.conditions(), 5);
}

TEST(SearchQueryParameters, are_all_named_when_wrong) {
    const auto read = read_search(texts(), {{"lat", "abc"},
                                            {"lng", "181"},
                                            {"programme", "3"},
                                            {"radius_m", "1e9x"},
                                            {"open_now", "perhaps"},
                                            {"q", std::string(101, 'q')},
                                            {"choice", "-1"},
                                            {"cursor", std::string(600, 'c')}});
    std::string fields;
    for (const auto& problem : read.problems) fields.append(problem.field).append(" ");
    EXPECT_EQ(fields, "choice lat lng q programme open_now radius_m cursor ");
}

TEST(SearchQueryParameters, need_both_coordinates) {
    const auto read = read_search(texts(), {{"lat", "34.5"}});
    ASSERT_EQ(read.problems.size(), 1u);
    EXPECT_EQ(read.problems[0].field, "lng");
    EXPECT_FALSE(read.query.position);
}

TEST(SearchQueryParameters, refuse_numbers_that_are_none) {
    for (const char* value : {"nan", "inf", "1e400", "0x10", "1,5", "--1"})
        EXPECT_EQ(read_search(texts(), {{"lat", value}, {"lng", "1"}}).problems.size(), 1u) << value;
}

TEST(SearchQueryParameters, prefer_the_named_place_to_the_position) {
    const auto read = read_search(texts(), {{"near", "梅田"}, {"lat", "34.5"}, {"lng", "135.5"}});
    EXPECT_TRUE(read.problems.empty());
    EXPECT_FALSE(read.query.position);
}

TEST(SearchUrl, says_the_same_as_the_query_it_was_made_of) {
    SearchQuery query;
    query.near = "焼津 駅&x=1";
    query.choice = 2;
    query.q = "a+b";
    query.programme = 1;
    query.open_now = true;
    query.radius_m = 500;
    query.cursor = "next";
    const auto url = search_url(query);
    const auto read = read_search(texts(), *parse_urlencoded(query_of(url)));
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(search_url(read.query), url);
    EXPECT_EQ(read.query.near, query.near);
    EXPECT_EQ(read.query.q, query.q);
    EXPECT_EQ(search_url({}), "/shops");
}

TEST(ShopListQuestion, has_a_radius_only_with_a_position) {
    SearchQuery query;
    query.genre = "01";
    EXPECT_EQ(shop_list_data(query, std::nullopt), R"({"genre":"01","limit":20})");
    query.open_now = true;
    EXPECT_EQ(shop_list_data(query, std::nullopt), R"({"genre":"01","open_now":true,"limit":20})");
    EXPECT_EQ(shop_list_data({}, GeoPoint{34.5, 135.5}), R"({"lat":34.5,"lng":135.5,"radius_m":3000,"limit":20})");
}

TEST(WaysOn, drop_one_condition_each_and_widen_the_circle) {
    SearchQuery query;
    query.near = "焼津駅";
    query.genre = "01";
    query.programme = 2;
    query.open_now = true;
    query.radius_m = 500;
    query.cursor = "c";
    const auto ways = ways_after_nothing(texts(), query, true);
    ASSERT_EQ(ways.size(), 5u);
    EXPECT_EQ(ways[0].name, "1km以内に広げてさがす");
    EXPECT_NE(ways[0].url.find("radius_m=1000"), std::string::npos);
    EXPECT_EQ(ways[1].url.find("genre"), std::string::npos);
    EXPECT_EQ(ways[2].url.find("programme"), std::string::npos);
    EXPECT_EQ(ways[3].url.find("open_now"), std::string::npos);
    EXPECT_EQ(ways[4].url, "/shops");
    for (const auto& way : ways) EXPECT_EQ(way.url.find("cursor"), std::string::npos);
}

TEST(WaysOn, search_an_unknown_place_as_a_word) {
    SearchQuery query;
    query.near = "すし";
    EXPECT_EQ(ways_without_place(texts(), query).front().url, "/shops?q=" + percent_encode("すし"));
}

}  // namespace
}  // namespace hub::portal
