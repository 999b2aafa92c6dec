#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

// Pages with a map of the test's settings.
class MapPageTest : public PageTest {
protected:
    MapPageTest() {
        replies_["place.find"] =
            R"({"places":[{"name":"焼津駅","lat":34.870131,"lng":138.318055,"kind":"station","source":"gazetteer"}]})";
        replies_["shop.list"] = "{\"items\":[" + shop_text(7, "グリル<ささや>", ",\"distance_m\":347") +
                                "],\"total\":1,\"next_cursor\":null}";
        replies_["shop.get"] = shop_text(7, "グリル<ささや>");
    }

    void use(MapSettings map) {
        settings_.map = std::move(map);
        SetUp();
    }

    static std::string header(const HttpResponse& response, const std::string& name) {
        return std::string(find_header(response.headers, name).value_or(std::string_view()));
    }
};

MapSettings tiles() {
    MapSettings map;
    map.tile_url = "https://tiles.example.jp/{z}/{x}/{y}.png";
    map.tile_attribution = "地理院タイル";
    map.tile_attribution_url = "https://maps.example.jp/";
    return map;
}

MapSettings google() {
    MapSettings map = tiles();
    map.google_browser_key = "AIza-example-key";
    return map;
}

const std::string kNear = "/shops?near=" + percent_encode("焼津駅");

TEST_F(MapPageTest, shows_distances_without_any_outside_address_when_nothing_is_configured) {
    const auto response = get(kNear);
    EXPECT_TRUE(contains(response, "data-map-script=\"/assets/open_map.js\""));
    EXPECT_TRUE(contains(response, "背景の地図はありません。輪は焼津駅からの距離です。"));
    EXPECT_EQ(header(response, "Content-Security-Policy").find("http"), std::string::npos);
    EXPECT_FALSE(contains(get_shop("7"), "data-map-content"));
}

TEST_F(MapPageTest, shows_tiles_with_their_attribution_and_admits_their_origin) {
    use(tiles());
    for (const auto& response : {get(kNear), get_shop("7")}) {
        EXPECT_TRUE(contains(response, "data-map-tiles=\"https://tiles.example.jp/{z}/{x}/{y}.png\""));
        EXPECT_TRUE(contains(response, "data-map-attribution=\"地理院タイル\""));
        EXPECT_TRUE(header(response, "Content-Security-Policy").ends_with("img-src 'self' https://tiles.example.jp"));
        EXPECT_EQ(header(response, "Referrer-Policy"), "same-origin");
        EXPECT_FALSE(contains(response, "背景の地図はありません"));
    }
}

TEST_F(MapPageTest, shows_googles_map_with_a_fresh_nonce_per_answer) {
    use(google());
    const auto response = get(kNear);
    EXPECT_TRUE(contains(response, "data-map-script=\"/assets/google_map.js\" data-map-key=\"AIza-example-key\""));
    EXPECT_FALSE(contains(response, "tiles.example.jp"));
    const std::string policy = header(response, "Content-Security-Policy");
    const auto begin = policy.find("'nonce-") + 7;
    const std::string nonce = policy.substr(begin, policy.find('\'', begin) - begin);
    EXPECT_EQ(nonce.size(), 32u);
    EXPECT_TRUE(contains(response, "defer nonce=\"" + nonce + "\""));
    EXPECT_NE(header(get(kNear), "Content-Security-Policy"), policy);
    EXPECT_EQ(header(response, "Referrer-Policy"), "strict-origin-when-cross-origin");
}

TEST_F(MapPageTest, admits_nobody_on_pages_without_a_map) {
    use(google());
    failures_["place.find"] = Error{ErrorKind::transient, "maps.away", "away"};
    for (const auto& response :
         {get("/"), get("/about"), get("/chat"), get(kNear), render_error_page(*site_->content(), 404)}) {
        EXPECT_EQ(header(response, "Content-Security-Policy").find("google"), std::string::npos);
        EXPECT_FALSE(contains(response, "nonce"));
        EXPECT_FALSE(contains(response, "AIza-example-key"));
    }
}

TEST_F(MapPageTest, leaves_a_google_position_out_of_the_open_map_and_says_so) {
    use(tiles());
    std::string googles = shop_text(8, "グーグル");
    googles.replace(googles.find("34.863022"), 9, "34.999999");
    googles.replace(googles.find("own_list"), 8, "google");
    replies_["shop.list"] =
        "{\"items\":[" + googles + "," + shop_text(7, "グリル") + "],\"total\":2,\"next_cursor\":null}";
    const auto response = get("/shops");
    const auto begin = response.body.find("data-map-content=\"");
    const auto content = response.body.substr(begin, response.body.find("\" data-map-script", begin) - begin);
    EXPECT_EQ(content.find("34.999999"), std::string::npos) << content;
    EXPECT_NE(content.find("&quot;number&quot;:2"), std::string::npos) << content;
    EXPECT_TRUE(contains(response, "1件は、地図に出していません。"));
}

TEST_F(MapPageTest, numbers_the_list_and_escapes_names_in_the_content) {
    const auto response = get(kNear);
    EXPECT_TRUE(contains(response, "<span class=\"shop-number\" aria-hidden=\"true\">1</span><a href=\"/shops/7\">"));
    EXPECT_TRUE(contains(response, "グリル&lt;ささや&gt;&quot;"));
}

}  // namespace
}  // namespace hub::portal
