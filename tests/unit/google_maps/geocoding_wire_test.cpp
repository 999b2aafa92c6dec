#include <gtest/gtest.h>

#include "connectors/google_maps/geocoding_wire.hpp"

namespace hub::google_maps {
namespace {

const WallTime kNow = from_rfc3339("2026-11-20T10:00:00Z").value();

std::string result(const std::string& types, const std::string& more = "", const std::string& name = "焼津駅",
                   const std::string& location = R"({"lat":34.87,"lng":138.32})") {
    return R"({"address_components":[{"long_name":")" + name +
           R"(","types":["establishment"]},{"long_name":"日本","short_name":"JP","types":["country"]}],)" +
           R"("formatted_address":"日本、〒425-0027 静岡県焼津市栄町１丁目","geometry":{"location":)" + location +
           R"(,"location_type":"GEOMETRIC_CENTER"},"types":)" + types + more + "}";
}

std::string ok(const std::string& results) { return R"({"status":"OK","results":[)" + results + "]}"; }

GooglePosition only(const std::string& body) {
    const auto positions = read_geocoding(body, kNow);
    EXPECT_TRUE(positions.ok());
    EXPECT_EQ(positions->size(), 1u);
    return positions->at(0);
}

TEST(GeocodingRequest, asks_in_japanese_for_places_in_japan) {
    EXPECT_EQ(geocoding_target("焼津 駅&key=x"),
              "/maps/api/geocode/"
              "json?address=%E7%84%BC%E6%B4%A5%20%E9%A7%85%26key%3Dx&language=ja&region=jp&components=country%3AJP");
}

TEST(GeocodingResponse, gives_a_station_its_own_name) {
    const auto position = only(ok(result(R"(["establishment","train_station","transit_station"])")));
    EXPECT_EQ(position.name, "焼津駅");
    EXPECT_EQ(position.kind, "station");
    EXPECT_DOUBLE_EQ(position.lat, 34.87);
    EXPECT_DOUBLE_EQ(position.lng, 138.32);
    EXPECT_TRUE(position.exact);
    EXPECT_EQ(position.expires_at - kNow, std::chrono::hours(720));
}

TEST(GeocodingResponse, writes_addresses_as_people_do) {
    auto address = ok(result(R"(["street_address"])", "", "７"));
    address.replace(address.find("establishment"), 13, "premise");
    EXPECT_EQ(only(address).name, "静岡県焼津市栄町１丁目") << "a house number is no name";
    EXPECT_EQ(only(ok(result(R"(["street_address"])"))).kind, "address");
}

TEST(GeocodingResponse, knows_the_kinds_of_places) {
    const std::pair<const char*, const char*> kinds[] = {{R"(["locality","political"])", "city"},
                                                         {R"(["administrative_area_level_1"])", "prefecture"},
                                                         {R"(["postal_code"])", "postal_code"},
                                                         {R"(["park","point_of_interest"])", "facility"},
                                                         {R"(["something_new"])", "place"},
                                                         {"[]", "place"},
                                                         {"7", "place"}};
    for (const auto& [types, kind] : kinds) EXPECT_EQ(only(ok(result(types))).kind, kind) << types;
}

TEST(GeocodingResponse, is_not_exact_for_guesses_and_areas) {
    EXPECT_FALSE(only(ok(result(R"(["street_address"])", R"(,"partial_match":true)"))).exact);
    auto area = ok(result(R"(["locality"])"));
    area.replace(area.find("GEOMETRIC_CENTER"), 16, "APPROXIMATE");
    EXPECT_FALSE(only(area).exact);
    auto unsaid = ok(result(R"(["locality"])"));
    unsaid.replace(unsaid.find(R"(,"location_type":"GEOMETRIC_CENTER")"), 35, "");
    EXPECT_FALSE(only(unsaid).exact);
}

TEST(GeocodingResponse, leaves_out_what_is_not_a_place_in_japan) {
    const auto none = [](const std::string& body) { return read_geocoding(body, kNow)->empty(); };
    EXPECT_TRUE(none(ok(result(R"(["country","political"])"))));
    EXPECT_TRUE(none(ok(result("[]", "", "x", R"({"lat":48.85,"lng":2.35})"))));
    EXPECT_TRUE(none(ok(result("[]", "", "x", R"({"lat":"34"})"))));
    EXPECT_TRUE(none(ok(R"({"geometry":{"location":{"lat":34.8,"lng":138.3}}})")));
    EXPECT_TRUE(none(ok("7,null,[],{}")));
    EXPECT_TRUE(none(R"({"status":"OK"})"));
    EXPECT_TRUE(none(R"({"status":"ZERO_RESULTS"})"));
}

TEST(GeocodingResponse, returns_at_most_five) {
    std::string many = result("[]");
    for (int count = 0; count < 9; ++count) many += "," + result("[]");
    EXPECT_EQ(read_geocoding(ok(many), kNow)->size(), 5u);
}

TEST(GeocodingResponse, gives_every_status_its_kind) {
    const std::pair<const char*, ErrorKind> expected[] = {
        {"OVER_QUERY_LIMIT", ErrorKind::throttled}, {"UNKNOWN_ERROR", ErrorKind::transient},
        {"INVALID_REQUEST", ErrorKind::invalid},    {"REQUEST_DENIED", ErrorKind::permanent},
        {"OVER_DAILY_LIMIT", ErrorKind::permanent}, {"NOT_FOUND", ErrorKind::permanent},
        {"SOMETHING_NEW", ErrorKind::transient},    {"", ErrorKind::transient}};
    for (const auto& [status, kind] : expected) {
        const auto read = read_geocoding(
            R"({"error_message":"the key is AIza-secret","results":[],"status":")" + std::string(status) + "\"}", kNow);
        ASSERT_FALSE(read.ok()) << status;
        EXPECT_EQ(read.error().kind, kind) << status;
        EXPECT_EQ(read.error().detail.find("secret"), std::string::npos);
    }
    for (const char* body : {"", "<html>", "[]", R"({"status":7})"})
        EXPECT_EQ(read_geocoding(body, kNow).error().kind, ErrorKind::transient) << body;
}

TEST(PlaceLookupReply, says_whose_data_it_is) {
    EXPECT_EQ(
        place_lookup_reply({{"焼津駅", 34.5, 138.25, "station", true, kNow}}),
        R"({"places":[{"name":"焼津駅","lat":34.5,"lng":138.25,"kind":"station","source":"google","exact":true}],"attribution":"Google Maps"})");
    EXPECT_EQ(place_lookup_reply({}), R"({"places":[]})");
}

}  // namespace
}  // namespace hub::google_maps
