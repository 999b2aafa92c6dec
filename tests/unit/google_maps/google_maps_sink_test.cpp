#include <gtest/gtest.h>

#include "connectors/google_maps/geocoding_wire.hpp"
#include "connectors/google_maps/google_maps_sink.hpp"
#include "connectors/google_maps/places_new_wire.hpp"
#include "connectors/google_maps/places_wire.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http_client.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::google_maps {
namespace {

using namespace std::chrono_literals;

constexpr const char* kStation =
    R"({"status":"OK","results":[{"address_components":[{"long_name":"焼津駅","types":["train_station"]},
    {"short_name":"JP","types":["country"]}],"geometry":{"location":{"lat":34.5,"lng":138.25},"location_type":"ROOFTOP"},"types":["train_station"]}]})";

class GoogleMapsLookup : public ::testing::Test {
protected:
    Result<Receipt> look_up(const std::string& text) { return deliver("{\"text\":\"" + text + "\"}"); }
    Result<Receipt> deliver(const std::string& data) {
        auto message = make_message(clock_, "/handlers/chat", "place.lookup", data);
        return test::run_awaitable(context_,
                                   sink_.deliver(std::move(message), Delivery{Deadline(MonotonicTime::max())}));
    }
    Result<void> check() { return test::run_awaitable(context_, sink_.check(Deadline(MonotonicTime::max()))); }

    test::FakeClock clock_;
    test::FakeHttpClient client_;
    http::MemoryBudget budget_{1};
    boost::asio::io_context context_;
    GoogleMapsSink sink_{{"https://maps.example", "AIza secret", 5, 10}, budget_, client_, clock_};
};

TEST_F(GoogleMapsLookup, asks_google_with_the_key_and_returns_places) {
    client_.will_answer(200, kStation);
    const auto receipt = look_up("焼津駅");
    ASSERT_TRUE(receipt.ok()) << receipt.error().detail;
    EXPECT_EQ(
        *receipt->data,
        R"({"places":[{"name":"焼津駅","lat":34.5,"lng":138.25,"kind":"station","source":"google","exact":true}],"attribution":"Google Maps"})");
    ASSERT_EQ(client_.requests.size(), 1u);
    EXPECT_EQ(client_.requests[0].method, "GET");
    EXPECT_EQ(client_.requests[0].target, "https://maps.example" + geocoding_target("焼津駅") + "&key=AIza%20secret");
}

TEST_F(GoogleMapsLookup, pays_once_for_those_who_ask_the_same_at_the_same_time) {
    client_.will_answer(200, kStation);
    client_.before_answer = [this] { return boost::asio::post(context_, boost::asio::use_awaitable); };
    std::vector<std::string> replies;
    for (const char* text : {"焼津駅", "ﾔｲﾂﾞ駅", "焼津駅"}) {
        auto message =
            make_message(clock_, "/handlers/chat", "place.lookup", std::string("{\"text\":\"") + text + "\"}");
        boost::asio::co_spawn(context_,
                              sink_.deliver(std::move(message), Delivery{Deadline::after(system_clock(), 5s)}),
                              [&](std::exception_ptr, Result<Receipt> receipt) {
                                  replies.push_back(receipt ? *receipt->data : receipt.error().code);
                              });
    }
    context_.run();
    EXPECT_EQ(client_.requests.size(), 2u);  // another spelling is another question
    EXPECT_EQ(
        std::count_if(replies.begin(), replies.end(),
                      [](const std::string& reply) { return reply.starts_with(R"({"places":[{"name":"焼津駅")"); }),
        2);
}

TEST_F(GoogleMapsLookup, finds_nothing_without_an_error) {
    client_.will_answer(200, R"({"status":"ZERO_RESULTS","results":[]})");
    EXPECT_EQ(*look_up("どこにもない")->data, R"({"places":[]})");
}

TEST_F(GoogleMapsLookup, remembers_an_exact_position_for_thirty_days_and_nothing_else) {
    client_.will_answer(200, kStation);
    EXPECT_TRUE(look_up("焼津駅").ok());
    EXPECT_EQ(
        *look_up(" 焼津駅 ")->data,
        R"({"places":[{"name":" 焼津駅 ","lat":34.5,"lng":138.25,"kind":"place","source":"google","exact":true}],"attribution":"Google Maps"})");
    clock_.advance(29 * 24h);
    EXPECT_TRUE(look_up("焼津駅").ok());
    EXPECT_EQ(client_.requests.size(), 1u);
    clock_.advance(25h);
    client_.will_answer(200, kStation);
    EXPECT_TRUE(look_up("焼津駅").ok());
    EXPECT_EQ(client_.requests.size(), 2u);
}

TEST_F(GoogleMapsLookup, does_not_remember_guesses_or_nothing) {
    std::string guess = kStation;
    guess.replace(guess.find("ROOFTOP"), 7, "APPROXIMATE");
    client_.will_answer(200, guess);
    client_.will_answer(200, guess);
    client_.will_answer(200, R"({"status":"ZERO_RESULTS"})");
    client_.will_answer(200, R"({"status":"ZERO_RESULTS"})");
    for (const char* text : {"大阪", "大阪", "ない", "ない"}) EXPECT_TRUE(look_up(text).ok());
    EXPECT_EQ(client_.requests.size(), 4u);
}

TEST_F(GoogleMapsLookup, stops_at_the_days_budget_until_the_next_day) {
    client_.will_answer(200, R"({"status":"ZERO_RESULTS"})");
    client_.repeat_last = true;
    for (int number = 0; number < 5; ++number) EXPECT_TRUE(look_up("場所").ok());
    const auto refused = look_up("場所");
    EXPECT_EQ(refused.error().kind, ErrorKind::throttled);
    EXPECT_EQ(refused.error().code, "google_maps.budget");
    EXPECT_EQ(client_.requests.size(), 5u);
    clock_.advance(24h);
    EXPECT_TRUE(look_up("場所").ok());
}

TEST_F(GoogleMapsLookup, maps_every_failure_to_what_the_route_may_do) {
    const std::pair<Error, ErrorKind> failures[] = {
        {{ErrorKind::transient, "http.not_sent", ""}, ErrorKind::transient},
        {{ErrorKind::unknown_outcome, "http.timeout", ""}, ErrorKind::transient},
        {{ErrorKind::cancelled, "deadline.passed", ""}, ErrorKind::cancelled}};
    for (const auto& [failure, kind] : failures) {
        clock_.advance(24h);
        client_.will_fail(failure);
        EXPECT_EQ(look_up("場所").error().kind, kind) << failure.code;
    }
    const std::pair<int, ErrorKind> statuses[] = {{400, ErrorKind::permanent}, {403, ErrorKind::permanent},
                                                  {404, ErrorKind::permanent}, {429, ErrorKind::throttled},
                                                  {500, ErrorKind::transient}, {503, ErrorKind::transient},
                                                  {504, ErrorKind::transient}, {302, ErrorKind::permanent}};
    for (const auto& [status, kind] : statuses) {
        clock_.advance(24h);
        client_.will_answer(status, "<html>");
        EXPECT_EQ(look_up("場所").error().kind, kind) << status;
    }
}

TEST_F(GoogleMapsLookup, keeps_the_key_out_of_every_error) {
    client_.will_fail(
        {ErrorKind::transient, "http.not_sent", "GET https://maps.example/?key=AIza%20secret or AIza secret failed"});
    client_.will_answer(503, R"({"error":{"status":"UNAVAILABLE","message":"API key AIza secret"}})");
    for (int number = 0; number < 2; ++number)
        EXPECT_EQ(look_up("場所").error().detail.find("secret"), std::string::npos);
}

TEST_F(GoogleMapsLookup, names_bad_data_before_spending_anything) {
    std::string long_text;
    for (int count = 0; count < 101; ++count) long_text += "駅";
    for (const auto& data : {std::string("{"), std::string("[]"), std::string("{}"), std::string(R"({"text":7})"),
                             std::string(R"({"text":" 　 "})"), R"({"text":")" + long_text + "\"}"})
        EXPECT_EQ(deliver(data).error().kind, ErrorKind::invalid) << data;
    EXPECT_TRUE(client_.requests.empty());
}

TEST_F(GoogleMapsLookup, cannot_work_without_a_key) {
    GoogleMapsSink keyless({"https://maps.example", "", 5, 10}, budget_, client_, clock_);
    auto message = make_message(clock_, "/x", "place.lookup", R"({"text":"駅"})");
    const auto result =
        test::run_awaitable(context_, keyless.deliver(std::move(message), Delivery{Deadline(MonotonicTime::max())}));
    EXPECT_EQ(result.error().code, "google_maps.no_key");
    EXPECT_FALSE(test::run_awaitable(context_, keyless.check(Deadline(MonotonicTime::max()))).ok());
    EXPECT_TRUE(client_.requests.empty());
}

TEST_F(GoogleMapsLookup, checks_the_key_with_a_request_that_costs_nothing) {
    client_.will_answer(200, R"({"status":"INVALID_REQUEST","results":[]})");
    EXPECT_TRUE(check().ok());
    EXPECT_EQ(client_.requests[0].target.find("address="), std::string::npos);
    EXPECT_TRUE(check().ok());
    EXPECT_EQ(client_.requests.size(), 1u);
    clock_.advance(61s);
    client_.will_answer(200, R"({"status":"REQUEST_DENIED","results":[]})");
    EXPECT_EQ(check().error().kind, ErrorKind::permanent);
}

// The two Places services through the same sink.
class PlacesLookup : public GoogleMapsLookup {
protected:
    Result<Receipt> look_up_with(GoogleMapsSink& sink, const std::string& text) {
        auto message = make_message(clock_, "/handlers/chat", "place.lookup", "{\"text\":\"" + text + "\"}");
        return test::run_awaitable(context_,
                                   sink.deliver(std::move(message), Delivery{Deadline(MonotonicTime::max())}));
    }
    Result<void> check_with(GoogleMapsSink& sink) {
        return test::run_awaitable(context_, sink.check(Deadline(MonotonicTime::max())));
    }

    GoogleMapsSink legacy_{{"https://maps.example", "AIza secret", 5, 10, Lookup::places}, budget_, client_, clock_};
    GoogleMapsSink new_{{"https://places.example", "AIza secret", 5, 10, Lookup::places_new}, budget_, client_, clock_};
};

constexpr const char* kLegacyPark =
    R"({"html_attributions":[],"status":"OK","results":[{"name":"ひらかたパーク","formatted_address":"日本、〒573-0054 大阪府枚方市","geometry":{"location":{"lat":34.8,"lng":135.6}},"types":["amusement_park","establishment"]}]})";
constexpr const char* kNewPark =
    R"({"places":[{"displayName":{"text":"ひらかたパーク"},"location":{"latitude":34.8,"longitude":135.6},"types":["establishment"],"addressComponents":[{"shortText":"JP","types":["country"]}]}]})";
constexpr const char* kParkReply =
    R"({"places":[{"name":"ひらかたパーク","lat":34.8,"lng":135.6,"kind":"facility","source":"google","exact":true}],"attribution":"Google Maps"})";

TEST_F(PlacesLookup, asks_the_legacy_service_with_the_key_in_the_query) {
    client_.will_answer(200, kLegacyPark);
    EXPECT_EQ(*look_up_with(legacy_, "ひらかたパーク")->data, kParkReply);
    EXPECT_EQ(client_.requests.at(0).method, "GET");
    EXPECT_EQ(client_.requests.at(0).target,
              "https://maps.example" + text_search_target("ひらかたパーク", {}) + "&key=AIza%20secret");
}

TEST_F(PlacesLookup, asks_the_new_service_with_the_key_and_the_fields_in_headers) {
    client_.will_answer(200, kNewPark);
    EXPECT_EQ(*look_up_with(new_, "ひらかたパーク")->data, kParkReply);
    const auto& request = client_.requests.at(0);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "https://places.example/v1/places:searchText");
    EXPECT_EQ(find_header(request.headers, "X-Goog-Api-Key"), "AIza secret");
    EXPECT_EQ(find_header(request.headers, "X-Goog-FieldMask"), kPlaceFields);
    EXPECT_EQ(request.body, search_text_body("ひらかたパーク", {}));
}

TEST_F(PlacesLookup, keeps_the_same_rules_of_cache_and_budget) {
    client_.will_answer(200, kNewPark);
    EXPECT_TRUE(look_up_with(new_, "ひらかたパーク").ok());
    EXPECT_TRUE(look_up_with(new_, "ﾋﾗｶﾀﾊﾟｰｸ").ok());
    EXPECT_EQ(client_.requests.size(), 1u) << "an exact position is known for 30 days";
    client_.will_answer(200, "{}");
    client_.repeat_last = true;
    for (int number = 0; number < 4; ++number) EXPECT_EQ(*look_up_with(new_, "ない")->data, R"({"places":[]})");
    EXPECT_EQ(look_up_with(legacy_, "ない").error().code, "google_maps.budget") << "one budget for all services";
}

TEST_F(PlacesLookup, maps_the_statuses_of_the_new_service) {
    const std::pair<int, ErrorKind> statuses[] = {{400, ErrorKind::permanent}, {403, ErrorKind::permanent},
                                                  {404, ErrorKind::permanent}, {429, ErrorKind::throttled},
                                                  {500, ErrorKind::transient}, {503, ErrorKind::transient},
                                                  {504, ErrorKind::transient}};
    for (const auto& [status, kind] : statuses) {
        clock_.advance(24h);
        client_.will_answer(status, R"({"error":{"message":"key AIza secret","status":"X"}})");
        const auto result = look_up_with(new_, "場所");
        EXPECT_EQ(result.error().kind, kind) << status;
        EXPECT_EQ(result.error().detail.find("secret"), std::string::npos);
    }
}

TEST_F(PlacesLookup, checks_the_key_with_a_request_that_costs_nothing) {
    client_.will_answer(400, R"({"error":{"code":400,"status":"INVALID_ARGUMENT","message":"Empty text_query."}})");
    EXPECT_TRUE(check_with(new_).ok());
    clock_.advance(61s);
    client_.will_answer(
        400, R"({"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}})");
    EXPECT_EQ(check_with(new_).error().kind, ErrorKind::permanent);
    client_.will_answer(200, R"({"status":"INVALID_REQUEST","results":[]})");
    EXPECT_TRUE(check_with(legacy_).ok());
    EXPECT_NE(client_.requests.back().target.find("/place/textsearch/json?language=ja&key="), std::string::npos);
}

TEST(PositionCache, keeps_the_latest_used) {
    const WallTime now{};
    PositionCache cache(2);
    cache.store("a", {1, 1, now + 1h});
    cache.store("b", {2, 2, now + 1h});
    EXPECT_TRUE(cache.find("a", now));
    cache.store("c", {3, 3, now + 1h});
    EXPECT_FALSE(cache.find("b", now));
    EXPECT_TRUE(cache.find("a", now));
    cache.store("a", {4, 4, now + 2h});
    EXPECT_EQ(cache.size(), 2u);
    EXPECT_EQ(cache.find("ａ", now)->lat, 4) << "in any spelling";
    EXPECT_FALSE(cache.find("c", now + 1h));
}

}  // namespace
}  // namespace hub::google_maps
