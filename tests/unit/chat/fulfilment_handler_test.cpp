#include "handlers/chat/fulfilment_handler.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"
#include "tests/support/catalog_samples.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::chat {
namespace {

constexpr catalog::Position kYaizu{34.8706, 138.3186};
constexpr catalog::Position kFarStation{35.5, 136.0};

catalog::Position north_of(catalog::Position position, double metres) { return {position.lat + metres / 111'195, position.lng}; }

class Fulfilment : public ::testing::Test {
protected:
    Fulfilment() {
        auto data = test::sample_codes();
        for (int id = 1; id <= 8; ++id) {
            data.shops.push_back(test::sample_shop(id, "見本の店" + std::to_string(id), north_of(kYaizu, id * 100.0)));
            if (id % 2 == 0) data.shops.back().genres = {"02"};
            if (id % 3 == 0) data.shops.back().benefits.push_back({"05", "おむつ替えができます", ""});
        }
        data.shops.push_back(test::sample_shop(20, "結婚の店", kYaizu));
        data.shops.back().programme = catalog::Programme::marriage;
        data.shops.push_back(test::sample_shop(30, "遠くの食堂", north_of(kFarStation, 3000)));
        data.places = {{1, "焼津", "やいづ", "station", "焼津市", kYaizu, 10},
                       {2, "西焼津", "にしやいづ", "station", "焼津市", {34.8745, 138.2933}, 5},
                       {3, "遠見", "とおみ", "station", "遠見市", kFarStation, 5},
                       {4, "空地", "あきち", "station", "空地市", {36.5, 137.5}, 5}};
        holder.replace(catalog::Snapshot::build(std::move(data)));
    }

    json::Document ask(std::string data) {
        auto message = make_message(clock, "/test", "agent.fulfilment", std::move(data));
        const auto reply =
            test::run_awaitable(handler.handle(std::move(message), Deadline::after(clock, std::chrono::milliseconds(3500))));
        EXPECT_TRUE(reply.ok()) << (reply ? "" : reply.error().detail);
        EXPECT_LT(reply ? (*reply)->size() : 0, 32U * 1024);
        return *json::Document::parse(reply ? **reply : "{}");
    }
    static std::string text(const json::Document& reply) {
        return std::string(reply.root().at_pointer("/messages/0/text")->as_string().value_or(""));
    }
    static std::string nearby(const std::string& place, const std::string& more = "") {
        return R"({"action":"benefit.nearby","query_text":"q","parameters":{"place":")" + place + "\"" + more + "}}";
    }

    catalog::SnapshotHolder holder;
    test::FakeRouter router;
    test::FakeClock clock;
    FulfilmentHandler handler{holder, router, clock, {"見本事務局", "06-0000-0000", "平日9:00～17:30", ""}};
};

#define EXPECT_SAYS(reply, words) EXPECT_NE(text(reply).find(words), std::string::npos) << text(reply)

TEST_F(Fulfilment, brings_the_five_nearest_shops_with_benefit_distance_and_directions) {
    const auto reply = ask(nearby("焼津駅"));
    ASSERT_EQ(reply.root().find("shops")->size(), 5U);
    const auto first = *reply.root().at_pointer("/shops/0");
    EXPECT_EQ(first.string("name"), "見本の店1");
    EXPECT_EQ(first.string("benefit"), "お会計から10%引き");
    EXPECT_EQ(first.string("genre"), "飲食業");
    EXPECT_EQ(first.integer("distance_m"), 100);
    EXPECT_EQ(first.string("url"), "/shops/1");
    EXPECT_EQ(first.string("directions_url"),
              "https://www.google.com/maps/dir/?api=1&destination=34.871499%2C138.318600&travelmode=walking"
              "&origin=34.870600%2C138.318600");
    EXPECT_SAYS(reply, "焼津駅の近く（2km以内）に、使えるお店が8件あります（近い順に5件をご案内）。");
    EXPECT_SAYS(reply, "いちばん近いのは「見本の店1」（約100m・徒歩約2分）");
    EXPECT_EQ(first.integer("walk_minutes"), 2);
    EXPECT_EQ(reply.root().at_pointer("/places/0/kind")->as_string(), "station");
    EXPECT_TRUE(router.asked.empty());
}

TEST_F(Fulfilment, offers_to_narrow_many_finds_down) {
    const auto reply = ask(nearby("焼津駅"));
    const auto chips = *reply.root().at_pointer("/messages/1");
    EXPECT_EQ(chips.string("type"), "chips");
    EXPECT_EQ(chips.at_pointer("/options/0/text")->as_string(), "ほかには？");
    EXPECT_EQ(chips.at_pointer("/options/1/text")->as_string(), "じゃあ小売業は？");
    EXPECT_EQ(chips.find("options")->elements().back().string("text"), "じゃあおむつ替えのある店は？");
}

TEST_F(Fulfilment, finds_the_place_in_the_question_when_the_agent_did_not) {
    const auto reply = ask(R"({"action":"benefit.nearby","query_text":"えっと西焼津駅あたりで","parameters":{"place":""}})");
    EXPECT_EQ(reply.root().at_pointer("/places/0/name")->as_string(), "西焼津駅");
}

TEST_F(Fulfilment, takes_the_station_at_the_end_of_a_longer_phrase) {
    const auto reply = ask(nearby("静岡県にあるあの有名な焼津駅"));
    EXPECT_EQ(reply.root().at_pointer("/places/0/name")->as_string(), "焼津駅");
}

TEST_F(Fulfilment, does_not_take_a_place_for_another_whose_name_is_part_of_it) {
    router.will_answer(R"({"places":[]})");
    for (const auto* other : {"東焼津", "焼津神社", "焼津駅前ビル", "ホテル焼津"}) {
        const auto reply = ask(nearby(other));
        EXPECT_SAYS(reply, "見つかりませんでした");
        EXPECT_EQ(reply.root().find("shops")->size(), 0U) << other;
    }
    for (const auto* same : {"焼津駅周辺", "焼津の近く", "静岡県焼津", "ヤイヅ駅", "焼津駅前"})
        EXPECT_EQ(ask(nearby(same)).root().at_pointer("/places/0/name")->as_string(), "焼津駅") << same;
}

TEST_F(Fulfilment, uses_the_position_for_near_me) {
    const auto reply = ask(R"({"action":"benefit.nearby","query_text":"この近くで使えるお店は？","parameters":{"here":"ここ"},
                               "position":{"lat":34.8706,"lng":138.3186}})");
    EXPECT_SAYS(reply, "現在地の近く");
    EXPECT_EQ(reply.root().at_pointer("/shops/0/directions_url")->as_string()->find("origin"), std::string_view::npos);
}

TEST_F(Fulfilment, asks_back_without_place_and_position) {
    EXPECT_SAYS(ask(R"({"action":"benefit.nearby","query_text":"この近く","parameters":{"here":"ここ"}})"), "位置情報");
    EXPECT_SAYS(ask(R"({"action":"benefit.nearby","query_text":"お店","parameters":{}})"), "どのあたり");
}

TEST_F(Fulfilment, fulfils_genre_and_several_kinds_of_benefits) {
    const auto genre = ask(nearby("焼津駅", R"(,"genre":"小売業")"));
    EXPECT_EQ(genre.root().at_pointer("/shops/0/shop_id")->as_integer(), 2);
    const auto both = ask(nearby("焼津駅", R"(,"tokuten":["割引","おむつ替え"])"));
    EXPECT_EQ(both.root().at_pointer("/shops/0/shop_id")->as_integer(), 3);
    EXPECT_SAYS(both, "「割引」「おむつ替え」のあるお店が2件");
}

TEST_F(Fulfilment, leaves_out_shops_of_the_other_programme) {
    const auto reply = ask(nearby("焼津駅"));
    for (const auto& shop : reply.root().find("shops")->elements()) EXPECT_NE(shop.integer("shop_id"), 20);
}

TEST_F(Fulfilment, looks_farther_and_says_so) {
    const auto reply = ask(nearby("遠見"));
    EXPECT_SAYS(reply, "5km以内");
    EXPECT_SAYS(reply, "ひろげてさがしました");
    EXPECT_EQ(reply.root().at_pointer("/shops/0/distance_m")->as_integer(), 3000);
}

TEST_F(Fulfilment, says_when_there_is_nothing_and_what_there_is_without_conditions) {
    EXPECT_SAYS(ask(nearby("空地駅")), "見つかりませんでした");
    const auto strict = ask(nearby("焼津駅", R"(,"tokuten":["授乳室"])"));
    EXPECT_SAYS(strict, "条件をはずすと、近くに8件あります");
    EXPECT_EQ(strict.root().at_pointer("/suggestions/0")->as_string(), "焼津駅の近くで使えるお店は？");
}

TEST_F(Fulfilment, keeps_the_place_for_and_restaurants) {
    const auto first = ask(nearby("焼津駅", R"(,"tokuten":["おむつ替え"])"));
    const auto contexts = first.root().find("contexts")->to_json();
    const auto second = ask(R"({"action":"benefit.refine","query_text":"じゃあ飲食店は？","parameters":{"genre":"飲食業","tokuten":[]},
                                "contexts":)" + contexts + "}");
    EXPECT_SAYS(second, "焼津駅の近く");
    EXPECT_SAYS(second, "「おむつ替え」のある「飲食業」のお店が1件");
    EXPECT_EQ(second.root().at_pointer("/shops/0/shop_id")->as_integer(), 3);
}

TEST_F(Fulfilment, drops_the_earlier_wishes_when_nothing_has_all_and_says_so) {
    const auto first = ask(nearby("焼津駅", R"(,"tokuten":["授乳室"])"));
    const auto second = ask(R"({"action":"benefit.refine","query_text":"じゃあ飲食店は？","parameters":{"genre":"飲食業"},"contexts":)" +
                            first.root().find("contexts")->to_json() + "}");
    EXPECT_SAYS(second, "前の条件をはずして");
    EXPECT_EQ(second.root().find("shops")->size(), 4U);
}

TEST_F(Fulfilment, remembers_also_when_the_agent_overwrote_its_own_context) {
    const auto reply = ask(R"({"action":"benefit.refine","query_text":"じゃあ飲食店は？","parameters":{"genre":"飲食業"},
        "contexts":[{"name":"nearby","lifespan":5,"parameters":{"genre":"飲食業","tokuten":[]}},
                    {"name":"nearby_place","lifespan":4,"parameters":{"place_name":"焼津駅","lat":34.8706,"lng":138.3186}}]})");
    EXPECT_SAYS(reply, "焼津駅の近く");
}

TEST_F(Fulfilment, asks_maps_for_a_place_only_maps_knows) {
    router.will_answer(R"({"places":[{"name":"見本タワー","lat":34.8706,"lng":138.3186,"kind":"premise","source":"google"}]})");
    const auto reply = ask(nearby("見本タワー"));
    EXPECT_EQ(router.asked.at(0).type, "place.lookup");
    EXPECT_SAYS(reply, "見本タワーの近く");
    EXPECT_EQ(reply.root().at_pointer("/places/0/source")->as_string(), "google");
}

TEST_F(Fulfilment, leaves_time_to_say_that_maps_is_away) {
    router.will_fail({ErrorKind::cancelled, "deadline.passed", ""});
    ask(nearby("見本タワー"));
    EXPECT_LE(router.deadlines.at(0).remaining(clock), std::chrono::milliseconds(1800));
}

TEST_F(Fulfilment, says_that_maps_is_away_and_shows_a_way_on) {
    router.will_fail({ErrorKind::throttled, "maps.budget", "used up"});
    const auto reply = ask(nearby("東焼津ホール"));
    EXPECT_SAYS(reply, "現在、地図での場所検索ができません。");
    EXPECT_GE(reply.root().find("suggestions")->size(), 1U);
    EXPECT_EQ(reply.root().find("messages")->elements().back().string("url"), "/shops");
}

TEST_F(Fulfilment, says_that_a_place_is_unknown_and_suggests) {
    router.will_answer(R"({"places":[]})");
    const auto reply = ask(nearby("東焼津", R"(,"genre":"飲食業")"));
    EXPECT_SAYS(reply, "「東焼津」という場所は見つかりませんでした");
    EXPECT_EQ(reply.root().at_pointer("/suggestions/0")->as_string(), "焼津駅の近くの飲食業");
}

TEST_F(Fulfilment, takes_a_shop_for_a_place) {
    const auto reply = ask(nearby("見本の店3"));
    EXPECT_TRUE(router.asked.empty());
    EXPECT_EQ(reply.root().at_pointer("/shops/0/shop_id")->as_integer(), 3);
}

TEST_F(Fulfilment, tells_about_a_shop) {
    const auto reply = ask(R"({"action":"shop.detail","query_text":"q","parameters":{"shop_name":"見本の店1"}})");
    EXPECT_EQ(reply.root().at_pointer("/messages/1/items/0/text")->as_string(), "特典：お会計から10%引き（平日のみ）");
    EXPECT_EQ(reply.root().at_pointer("/messages/1/items/1/text")->as_string(), "住所：大阪府大阪市北区見本町1-1");
    EXPECT_EQ(reply.root().find("shops")->size(), 1U);
}

TEST_F(Fulfilment, lists_several_shops_of_a_name_and_suggests_for_unknown_ones) {
    EXPECT_SAYS(ask(R"({"action":"shop.detail","parameters":{"shop_name":"見本"}})"), "8件あります");
    const auto unknown = ask(R"({"action":"shop.detail","parameters":{"shop_name":"遠い食堂"}})");
    EXPECT_SAYS(unknown, "見つかりませんでした");
    EXPECT_EQ(unknown.root().at_pointer("/suggestions/0")->as_string(), "遠くの食堂の詳細を教えて");
    EXPECT_SAYS(ask(R"({"action":"shop.detail","parameters":{"shop_name":""}})"), "どのお店");
}

TEST_F(Fulfilment, refuses_what_it_has_no_rule_for) {
    auto message = make_message(clock, "/test", "agent.fulfilment", R"({"action":"weather"})");
    const auto deadline = Deadline::after(clock, std::chrono::seconds(1));
    EXPECT_EQ(test::run_awaitable(handler.handle(message, deadline)).error().code, "chat.action_unknown");
    message.data = std::make_shared<const std::string>("[]");
    EXPECT_EQ(test::run_awaitable(handler.handle(message, deadline)).error().kind, ErrorKind::invalid);
}

TEST_F(Fulfilment, stays_small_whatever_is_asked) {
    std::string place;
    for (int letter = 0; letter < 5000; ++letter) place += "焼";
    router.will_answer(R"({"places":[]})");
    ask(nearby(place));
}

}  // namespace
}  // namespace hub::chat
