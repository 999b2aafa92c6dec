// The catalog, the gazetteer and the local agent on the real lists.
#include "tests/contract/catalog/real_lists.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/catalog_values.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "handlers/chat/nearby_answer.hpp"
#include "handlers/chat/whereabouts.hpp"
#include "router/core/json.hpp"

namespace hub::test {
namespace {

class RealListsTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        auto lists = load_lists();
        real = lists.real;
        snapshot = catalog::Snapshot::build(std::move(lists.data));
        auto definition = local_agent::read_export(std::string(HUB_SOURCE_DIRECTORY) + "/config/dialogflow_agent");
        ASSERT_TRUE(definition);
        agent = std::make_unique<local_agent::Agent>(
            std::make_shared<const local_agent::TrainedAgent>(std::move(*definition)),
            local_agent::catalog_values(*snapshot));
    }
    static void TearDownTestSuite() {
        snapshot.reset();
        agent.reset();
    }
    // What the chat understands under a sentence: the place it would search around, or the first of those of this name
    // that it asks about.
    static std::string place_meant(const std::string& sentence) {
        const auto turn = agent->answer(sentence, {}, std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
        const auto parameters = json::Document::parse(turn.parameters);
        chat::FulfilmentRequest request;
        request.query_text = sentence;
        request.place = parameters->root().string("place").value_or("");
        const auto where = chat::find_whereabouts(*snapshot, request);
        if (turn.intent != "benefit.nearby") return "";
        if (where.kind == chat::Whereabouts::Kind::ambiguous) return where.choices.front();
        return where.place ? where.place->name : "";
    }

    static inline bool real = false;
    static inline std::shared_ptr<const catalog::Snapshot> snapshot;
    static inline std::unique_ptr<local_agent::Agent> agent;
};

TEST_F(RealListsTest, every_place_is_found_by_its_name) {
    ASSERT_FALSE(snapshot->place_rows().empty());
    for (const auto& place : snapshot->place_rows()) {
        const auto match = snapshot->gazetteer().exactly(place.name);
        ASSERT_TRUE(match) << place.name;
        EXPECT_TRUE(std::find(match->places.begin(), match->places.end(), &place) != match->places.end()) << place.name;
    }
}

TEST_F(RealListsTest, every_station_is_understood_in_sentences_nobody_trained) {
    std::size_t asked = 0;
    std::size_t missed = 0;
    std::string examples;
    for (const auto& place : snapshot->place_rows()) {
        if (place.kind != "station" || asked == 3000) continue;
        const std::string name = place.name.ends_with("駅") ? place.name : place.name + "駅";
        for (const auto& sentence : {name + "の近くで使えるお店は？", name + "周辺で子どもと入れるところを教えて"}) {
            ++asked;
            if (catalog::fold_name(place_meant(sentence)).starts_with(catalog::fold_name(name))) continue;
            ++missed;
            if (missed < 10) examples += sentence + " -> " + place_meant(sentence) + "\n";
        }
    }
    EXPECT_GT(asked, 20U);
    EXPECT_LE(missed * 200, asked) << missed << " of " << asked << "\n" << examples;
}

TEST_F(RealListsTest, brings_real_benefits_near_a_station) {
    const std::string station = real ? "焼津駅" : "梅田駅";
    const auto match = snapshot->gazetteer().exactly(station);
    ASSERT_TRUE(match);
    const auto& place = *match->places.front();
    const auto reply =
        chat::nearby_answer(*snapshot, {{station, place.position, place.kind, "gazetteer"}}, system_clock().wall());
    ASSERT_EQ(reply.shops.size(), 5U);
    std::int64_t before = 0;
    for (const auto& text : reply.shops) {
        const auto shop = json::Document::parse(text);
        EXPECT_FALSE(shop->root().string("benefit")->empty());
        EXPECT_GE(*shop->root().integer("distance_m"), before);
        before = *shop->root().integer("distance_m");
    }
    EXPECT_LT(before, 2000);
}

TEST_F(RealListsTest, a_walk_through_all_shops_gives_each_once) {
    for (const auto order : {catalog::ShopOrder::distance, catalog::ShopOrder::updated_at, catalog::ShopOrder::name}) {
        catalog::ShopQuery query;
        query.near = snapshot->place_rows().front().position;
        query.order = order;
        query.limit = 9;
        std::set<std::int64_t> seen;
        std::size_t items = 0;
        do {
            const auto reply = snapshot->list_shops(query);
            ASSERT_TRUE(reply);
            const auto document = json::Document::parse(*reply);
            for (const auto& item : document->root().find("items")->elements()) {
                seen.insert(*item.integer("shop_id"));
                ++items;
            }
            query.cursor = document->root().string("next_cursor").value_or("");
        } while (!query.cursor.empty());
        EXPECT_EQ(items, snapshot->shops().size());
        EXPECT_EQ(seen.size(), snapshot->shops().size());
    }
}

TEST_F(RealListsTest, every_shop_is_found_by_its_name_in_the_other_kana) {
    for (const auto& shop : snapshot->shops()) {
        catalog::ShopQuery query;
        query.text = catalog::to_utf8(catalog::fold(shop.name));
        query.limit = 100;
        const auto found = snapshot->find_shops(query).shops;
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.shop == &shop; })) << shop.name;
    }
}

}  // namespace
}  // namespace hub::test
