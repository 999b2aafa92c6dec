#include <gtest/gtest.h>

#include "handlers/catalog/place_find.hpp"
#include "handlers/catalog/shop_handlers.hpp"
#include "router/core/json.hpp"
#include "tests/support/catalog_samples.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::catalog {
namespace {

using test::sample_shop;

class CatalogHandlers : public ::testing::Test {
protected:
    CatalogHandlers() {
        auto data = test::sample_codes();
        for (int id = 1; id <= 23; ++id) data.shops.push_back(sample_shop(id, "見本の店" + std::to_string(id), {34.7, 135.5}));
        data.shops[1].programme = Programme::marriage;
        data.shops[2].postal_code = "530-0001";
        data.shops[2].is_chain = true;
        data.places = {{1, "焼津", "やいづ", "station", "焼津市", {34.8706, 138.3186}, 10},
                       {2, "野田", "のだ", "station", "大阪市福島区", {34.6891, 135.4749}, 10, "JR"},
                       {3, "野田", "のだ", "station", "大阪市福島区", {34.6944, 135.4760}, 10, "阪神"},
                       {4, "見本町一丁目", "", "chome", "大阪市北区", {34.71, 135.49}, -10, "", "大阪府"}};
        holder.replace(Snapshot::build(std::move(data)));
    }
    Result<SharedText> ask(Handler& handler, std::string data) {
        auto message = make_message(clock, "/portal", "test", std::move(data));
        return test::run_awaitable(handler.handle(std::move(message), Deadline::after(clock, std::chrono::seconds(3))));
    }
    json::Document parsed(const Result<SharedText>& reply) {
        EXPECT_TRUE(reply.ok()) << (reply ? "" : reply.error().detail);
        return *json::Document::parse(reply ? **reply : "{}");
    }

    SnapshotHolder holder;
    test::FakeRouter router;
    test::FakeClock clock;
};

TEST_F(CatalogHandlers, shop_get_gives_one_shop) {
    ShopGetHandler handler(holder, clock);
    const auto shop = parsed(ask(handler, R"({"shop_id":3})"));
    EXPECT_EQ(shop.root().string("name"), "見本の店3");
    EXPECT_FALSE(shop.root().find("distance_m"));
}

TEST_F(CatalogHandlers, shop_get_says_when_there_is_none_or_the_id_is_wrong) {
    ShopGetHandler handler(holder, clock);
    EXPECT_EQ(ask(handler, R"({"shop_id":99})").error().kind, ErrorKind::not_found);
    for (const auto* data : {"{}", R"({"shop_id":"3"})", R"({"shop_id":0})", "[]", "null"})
        EXPECT_EQ(ask(handler, data).error().kind, ErrorKind::invalid) << data;
}

TEST_F(CatalogHandlers, shop_list_answers_a_query) {
    ShopListHandler handler(holder, clock);
    const auto reply = parsed(ask(handler, R"({"lat":34.7,"lng":135.5,"programme":1,"limit":2})"));
    EXPECT_EQ(reply.root().integer("total"), 22);
    EXPECT_EQ(reply.root().find("items")->size(), 2U);
    EXPECT_EQ(ask(handler, R"({"limit":0})").error().kind, ErrorKind::invalid);
}

TEST_F(CatalogHandlers, code_list_has_genres_tokuten_and_cities) {
    CodeListHandler handler(holder);
    const auto reply = parsed(ask(handler, "{}"));
    EXPECT_EQ(reply.root().at_pointer("/genres/0/name")->as_string(), "飲食業");
    EXPECT_EQ(reply.root().at_pointer("/tokuten/1/code")->as_string(), "05");
    EXPECT_EQ(reply.root().at_pointer("/cities/0/name")->as_string(), "大阪市北区");
}

TEST_F(CatalogHandlers, legacy_list_keeps_its_old_shape) {
    LegacyListHandler handler(holder);
    const auto reply = parsed(ask(handler, R"({"group":1,"start":0})"));
    EXPECT_EQ(reply.root().integer("STATUS"), 200);
    EXPECT_EQ(reply.root().integer("COUNT"), 22);
    EXPECT_EQ(reply.root().find("DATALIST")->size(), 10U);
    const auto first = *reply.root().at_pointer("/DATALIST/0");
    EXPECT_EQ(first.string("SHOPID"), "1");
    EXPECT_EQ(first.string("YUBINNO"), "0");
    EXPECT_EQ(first.string("IDO"), "34.7");
    EXPECT_EQ(first.string("KEDO"), "135.5");
    EXPECT_EQ(first.string("CHAINFLG"), "0");
    EXPECT_EQ(first.string("TOKUTENTITLE"), "お会計から10%引き");
    EXPECT_EQ(first.string("TOKUTENDETAIL"), "平日のみ");
    const auto chain = *reply.root().at_pointer("/DATALIST/1");
    EXPECT_EQ(chain.string("YUBINNO"), "530-0001");
    EXPECT_EQ(chain.string("CHAINFLG"), "1");
}

TEST_F(CatalogHandlers, legacy_list_pages_by_ten_and_by_programme) {
    LegacyListHandler handler(holder);
    EXPECT_EQ(parsed(ask(handler, R"({"group":1,"start":20})")).root().find("DATALIST")->size(), 2U);
    EXPECT_EQ(parsed(ask(handler, R"({"group":1,"start":500})")).root().find("DATALIST")->size(), 0U);
    EXPECT_EQ(parsed(ask(handler, R"({"group":2})")).root().integer("COUNT"), 1);
    EXPECT_EQ(ask(handler, R"({"group":3,"start":-1})").error().fields.size(), 2U);
}

TEST_F(CatalogHandlers, place_find_asks_the_gazetteer_first) {
    PlaceFindHandler handler(holder, router, clock);
    const auto reply = parsed(ask(handler, R"({"text":"焼津駅の近く"})"));
    EXPECT_EQ(reply.root().at_pointer("/places/0/name")->as_string(), "焼津駅");
    EXPECT_EQ(reply.root().at_pointer("/places/0/source")->as_string(), "gazetteer");
    EXPECT_TRUE(router.asked.empty());
}

TEST_F(CatalogHandlers, place_find_gives_every_place_of_a_name_the_nearest_first) {
    PlaceFindHandler handler(holder, router, clock);
    const auto everywhere = parsed(ask(handler, R"({"text":"野田"})"));
    EXPECT_EQ(everywhere.root().find("places")->size(), 2U);
    EXPECT_EQ(everywhere.root().at_pointer("/places/0/name")->as_string(), "野田駅（JR）");
    const auto from_the_north = parsed(ask(handler, R"({"text":"野田","lat":34.72,"lng":135.48})"));
    EXPECT_EQ(from_the_north.root().at_pointer("/places/0/name")->as_string(), "野田駅（阪神）");
    EXPECT_EQ(from_the_north.root().at_pointer("/places/1/name")->as_string(), "野田駅（JR）");
    EXPECT_EQ(ask(handler, R"({"text":"野田","lat":34.72})").error().fields.front().field, "/lng");
    EXPECT_EQ(ask(handler, R"({"text":"野田","lat":134.72,"lng":135.48})").error().fields.front().field, "/lat");
    EXPECT_TRUE(router.asked.empty());
}

TEST_F(CatalogHandlers, place_find_knows_postal_codes_and_addresses_without_asking_maps) {
    PlaceFindHandler handler(holder, router, clock);
    const auto code = parsed(ask(handler, R"({"text":"〒530-0001"})"));
    EXPECT_EQ(code.root().at_pointer("/places/0/name")->as_string(), "〒530-0001");
    EXPECT_EQ(code.root().at_pointer("/places/0/kind")->as_string(), "postal_code");
    const auto address = parsed(ask(handler, R"({"text":"大阪府大阪市北区見本町1-2-3 見本ビル"})"));
    EXPECT_EQ(address.root().at_pointer("/places/0/name")->as_string(), "大阪市北区見本町1丁目2-3");
    EXPECT_EQ(address.root().at_pointer("/places/0/kind")->as_string(), "address");
    EXPECT_TRUE(router.asked.empty());
}

TEST_F(CatalogHandlers, place_find_asks_maps_for_what_the_gazetteer_does_not_know) {
    router.will_answer(R"({"places":[{"name":"見本タワー","lat":34.7,"lng":135.5,"kind":"premise","source":"google","exact":true}]})");
    PlaceFindHandler handler(holder, router, clock);
    const auto reply = parsed(ask(handler, R"({"text":"見本タワー"})"));
    EXPECT_EQ(reply.root().at_pointer("/places/0/source")->as_string(), "google");
    EXPECT_EQ(router.asked.at(0).type, "place.lookup");
}

TEST_F(CatalogHandlers, place_find_suggests_when_maps_fails_or_knows_nothing) {
    PlaceFindHandler handler(holder, router, clock);
    router.will_fail({ErrorKind::throttled, "maps.budget", "used up"});
    EXPECT_EQ(parsed(ask(handler, R"({"text":"焼鳥駅"})")).root().at_pointer("/suggestions/0")->as_string(), "焼津駅");
    router.will_answer(R"({"places":[]})");
    const auto nothing = parsed(ask(handler, R"({"text":"焼鳥駅"})"));
    EXPECT_EQ(nothing.root().find("places")->size(), 0U);
    EXPECT_EQ(nothing.root().at_pointer("/suggestions/0")->as_string(), "焼津駅");
    EXPECT_EQ(ask(handler, R"({"text":"　"})").error().fields.front().field, "/text");
}

}  // namespace
}  // namespace hub::catalog
