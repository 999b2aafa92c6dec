#pragma once

#include <gtest/gtest.h>

#include "handlers/chat/fulfilment_handler.hpp"
#include "handlers/chat/phrases.hpp"
#include "router/core/json.hpp"
#include "tests/support/catalog_samples.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::chat {

// A made-up town around the station 見本, and a dialogue that carries its contexts from turn to turn as an agent does.
// It is Thursday, 3 December 2026, 13:00 in Japan.
class DialogueTest : public ::testing::Test {
protected:
    static constexpr catalog::Position kStation{34.7, 135.5};
    static catalog::Position north_of(catalog::Position position, double metres) {
        return {position.lat + metres / 111'195, position.lng};
    }

    DialogueTest() {
        auto data = test::sample_codes();
        for (int id = 1; id <= 12; ++id) {
            data.shops.push_back(
                test::sample_shop(id, "見本の店" + std::to_string(id), north_of(kStation, id * 150.0)));
            auto& shop = data.shops.back();
            shop.tel = "06-0000-00" + std::to_string(10 + id);
            if (id % 2 == 0) shop.opening_hours = "10:00～18:00　定休日：水曜日";
            if (id % 2 == 0) shop.genres = {"02"};
            if (id % 3 == 0) shop.benefits.push_back({"05", "おむつ替えができます", ""});
        }
        data.shops[0].comment = "駐車場が3台あります。ぜひどうぞ。";
        data.shops[0].url = "https://a.example.jp/";
        data.shops.push_back(test::sample_shop(20, "遠くの店", north_of(kStation, 4'000)));
        data.facilities = test::sample_facilities();
        data.events = test::sample_events();
        data.articles = test::sample_articles();
        data.places = {{1, "見本", "みほん", "station", "見本市", kStation, 5},
                       {2, "野田", "のだ", "station", "大阪市福島区", {34.69, 135.47}, 3},
                       {3, "野田", "のだ", "station", "堺市北区", {34.55, 135.52}, 3},
                       {4, "空地", "あきち", "station", "空地市", {36.5, 137.5}, 5},
                       {5, "大阪市北区", "", "city", "大阪市北区", {34.705, 135.51}, 5}};
        holder.replace(catalog::Snapshot::build(std::move(data)));
        router.will_answer(R"({"places":[]})");
    }

    // One turn: the parameters are the members of a JSON object.
    json::Document ask(const std::string& action, const std::string& parameters = "", const std::string& more = "") {
        auto message =
            make_message(clock, "/test", "agent.fulfilment",
                         R"({"action":")" + action + R"(","query_text":")" + query_text + R"(","parameters":{)" +
                             parameters + R"(},"contexts":)" + contexts + more + "}");
        const auto deadline = Deadline::after(clock, std::chrono::milliseconds(3500));
        const auto reply = test::run_awaitable(handler.handle(std::move(message), deadline));
        EXPECT_TRUE(reply.ok()) << (reply ? "" : reply.error().detail);
        auto document = *json::Document::parse(reply ? **reply : "{}");
        if (const auto next = document.root().find("contexts"); next && next->size() > 0) contexts = next->to_json();
        return document;
    }
    static std::string text(const json::Document& reply) {
        std::string all;
        if (const auto messages = reply.root().find("messages"))
            for (const auto& message : messages->elements())
                if (message.string("type") == "text") all += *message.string("text");
        return all;
    }
    static std::vector<std::int64_t> ids(const json::Document& reply, std::string_view list, std::string_view id) {
        std::vector<std::int64_t> found;
        if (const auto elements = reply.root().find(list))
            for (const auto& element : elements->elements()) found.push_back(element.integer(id).value_or(0));
        return found;
    }
    static std::vector<std::int64_t> shops(const json::Document& reply) { return ids(reply, "shops", "shop_id"); }
    static std::vector<std::int64_t> facilities(const json::Document& reply) {
        return ids(reply, "facilities", "facility_id");
    }
    static std::vector<std::int64_t> events(const json::Document& reply) { return ids(reply, "events", "event_id"); }

    catalog::SnapshotHolder holder;
    test::FakeRouter router;
    test::FakeClock clock{*from_rfc3339("2026-12-03T04:00:00Z")};
    FulfilmentHandler handler{holder, router, clock, {"見本事務局", "06-0000-0000", "平日9:00～17:30", ""}};
    std::string contexts = "[]";
    std::string query_text = "q";
};

#define EXPECT_TELLS(reply, words) EXPECT_NE(text(reply).find(words), std::string::npos) << text(reply)

using Ids = std::vector<std::int64_t>;

}  // namespace hub::chat
