#include <gtest/gtest.h>

#include "connectors/google_maps/places_new_wire.hpp"
#include "connectors/google_maps/places_wire.hpp"

namespace hub::google_maps {
namespace {

using namespace std::chrono_literals;

const WallTime kNow{};

std::string legacy(const std::string& members, const std::string& status = "OK") {
    return R"({"html_attributions":[],"results":[{"formatted_address":"日本、〒573-0054 大阪府枚方市枚方公園町１−１","geometry":{"location":{"lat":34.8,"lng":135.6}},)" +
           members + R"(}],"status":")" + status + "\"}";
}

std::string current(const std::string& members) {
    return R"({"places":[{"id":"x","addressComponents":[{"shortText":"JP","longText":"日本","types":["country","political"]}],"formattedAddress":"日本、〒573-0054 大阪府枚方市枚方公園町１−１","location":{"latitude":34.8,"longitude":135.6},)" +
           members + "}]}";
}

GooglePosition first(const Result<std::vector<GooglePosition>>& positions) {
    return positions && !positions->empty() ? positions->front() : GooglePosition{};
}

TEST(TextSearch, asks_in_japanese_and_near_the_prefecture) {
    EXPECT_EQ(text_search_target("枚方 パーク&x", Bias{34.62, 135.51, 50'000}),
              "/maps/api/place/textsearch/json?query=%E6%9E%9A%E6%96%B9%20%E3%83%91%E3%83%BC%E3%82%AF%26x"
              "&language=ja&region=jp&location=34.6200%2C135.5100&radius=50000");
    EXPECT_EQ(text_search_check_target().find("query="), std::string::npos);
}

TEST(TextSearch, reads_name_position_and_kind) {
    const auto found = first(read_text_search(
        legacy(R"("name":"ひらかたパーク","types":["amusement_park","point_of_interest"])"), "ひらかたパーク", kNow));
    EXPECT_EQ(found.name, "ひらかたパーク");
    EXPECT_EQ(found.kind, "facility");
    EXPECT_TRUE(found.exact);
    EXPECT_DOUBLE_EQ(found.lat, 34.8);
    EXPECT_EQ(found.expires_at, kNow + 30 * 24h);
    const auto nameless = first(read_text_search(legacy(R"("types":["route"])"), "枚方公園町", kNow));
    EXPECT_EQ(nameless.name, "大阪府枚方市枚方公園町１−１");
    EXPECT_EQ(nameless.kind, "address");
}

TEST(TextSearch, is_sure_only_of_a_place_of_that_name_that_is_no_area) {
    const auto exact = [](const std::string& members, const std::string& asked) {
        return first(read_text_search(legacy(members), asked, kNow)).exact;
    };
    EXPECT_TRUE(exact(R"("name":"ＪＲ梅田駅","types":["train_station"])", "梅田駅"));
    EXPECT_TRUE(exact(R"("name":"ｲｵﾝ枚方","types":["establishment"])", "イオン枚方店"));
    EXPECT_FALSE(exact(R"("name":"別の店","types":["establishment"])", "ひらかたパーク"));
    EXPECT_FALSE(exact(R"("name":"枚方市","types":["locality","political"])", "枚方市"));
    EXPECT_FALSE(exact(R"("types":["establishment"])", "枚方"));
}

TEST(TextSearch, leaves_out_what_lies_abroad_is_closed_for_good_or_has_no_position) {
    for (
        const std::string& body :
        {legacy(R"("name":"閉店","types":[],"business_status":"CLOSED_PERMANENTLY")"),
         legacy(R"("name":"日本","types":["country"])"),
         std::string(
             R"({"status":"OK","results":[{"formatted_address":"대한민국 서울","name":"x","geometry":{"location":{"lat":37.5,"lng":127}}}]})"),
         std::string(R"({"status":"OK","results":[{"formatted_address":"日本、大阪府","name":"x"},7,{}]})"),
         std::string(R"({"status":"OK"})"), std::string(R"({"status":"ZERO_RESULTS","results":[]})")}) {
        const auto positions = read_text_search(body, "x", kNow);
        ASSERT_TRUE(positions.ok()) << body;
        EXPECT_TRUE(positions->empty()) << body;
    }
}

TEST(TextSearch, credits_those_whom_google_names) {
    const auto found = read_text_search(
        R"({"html_attributions":["Listings by <a href=\"http://x.example/\">Sample Guide</a>"],"status":"OK","results":[{"formatted_address":"日本、大阪府","name":"a","geometry":{"location":{"lat":34.5,"lng":135.5}},"types":[]}]})",
        "a", kNow);
    EXPECT_EQ(first(found).credit, "Listings by Sample Guide");
    EXPECT_NE(place_lookup_reply(*found).find(R"("attribution":"Google Maps / Listings by Sample Guide")"),
              std::string::npos);
}

TEST(TextSearch, gives_five_at_most) {
    std::string results;
    for (int number = 0; number < 20; ++number)
        results +=
            std::string(number > 0 ? "," : "") +
            R"({"formatted_address":"日本、大阪府","name":"a","geometry":{"location":{"lat":34.5,"lng":135.5}}})";
    EXPECT_EQ(read_text_search(R"({"status":"OK","results":[)" + results + "]}", "a", kNow)->size(), 5u);
}

TEST(TextSearch, turns_the_status_into_what_may_be_done) {
    const std::pair<const char*, ErrorKind> expected[] = {
        {"OVER_QUERY_LIMIT", ErrorKind::throttled}, {"REQUEST_DENIED", ErrorKind::permanent},
        {"OVER_DAILY_LIMIT", ErrorKind::permanent}, {"INVALID_REQUEST", ErrorKind::invalid},
        {"UNKNOWN_ERROR", ErrorKind::transient},    {"SOMETHING_NEW", ErrorKind::transient}};
    for (const auto& [status, kind] : expected)
        EXPECT_EQ(read_text_search(legacy("\"x\":1", status), "a", kNow).error().kind, kind) << status;
    EXPECT_EQ(read_text_search("<html>", "a", kNow).error().code, "google_maps.bad_answer");
}

TEST(SearchText, asks_in_japanese_and_near_the_prefecture) {
    EXPECT_EQ(
        search_text_body("枚方\"パーク", Bias{34.5, 135.5, 50'000}),
        R"({"textQuery":"枚方\"パーク","languageCode":"ja","regionCode":"JP","maxResultCount":5,"locationBias":{"circle":{"center":{"latitude":34.5,"longitude":135.5},"radius":50000.0}}})");
}

TEST(SearchText, reads_name_position_kind_and_credit) {
    const auto found = first(read_search_text(
        current(
            R"("displayName":{"text":"ひらかたパーク","languageCode":"ja"},"types":["amusement_park","establishment"],"attributions":[{"provider":"Sample","providerUri":"https://x.example/"}])"),
        "ひらかたパーク", kNow));
    EXPECT_EQ(found.name, "ひらかたパーク");
    EXPECT_EQ(found.kind, "facility");
    EXPECT_TRUE(found.exact);
    EXPECT_EQ(found.credit, "Sample");
}

TEST(SearchText, finds_nothing_in_an_empty_object_and_nothing_outside_japan) {
    for (const std::string& body :
         {std::string("{}"), std::string(R"({"places":[]})"), std::string(R"({"places":[{},7]})"),
          std::string(R"({"places":[{"location":{"latitude":34.8,"longitude":135.6},"displayName":{"text":"x"}}]})"),
          current(R"("businessStatus":"CLOSED_PERMANENTLY")"), current(R"("types":["country"])")}) {
        const auto positions = read_search_text(body, "x", kNow);
        ASSERT_TRUE(positions.ok()) << body;
        EXPECT_TRUE(positions->empty()) << body;
    }
    EXPECT_EQ(read_search_text("[]", "x", kNow).error().kind, ErrorKind::transient);
    EXPECT_EQ(read_search_text("<html>", "x", kNow).error().kind, ErrorKind::transient);
}

TEST(SearchText, tells_a_bad_key_from_a_bad_request) {
    EXPECT_TRUE(means_the_key(
        R"({"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"@type":"x","reason":"API_KEY_INVALID"}]}})"));
    EXPECT_FALSE(means_the_key(R"({"error":{"code":400,"status":"INVALID_ARGUMENT"}})"));
    EXPECT_FALSE(means_the_key("<html>"));
}

}  // namespace
}  // namespace hub::google_maps
