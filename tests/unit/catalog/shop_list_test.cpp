#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "handlers/catalog/cursor.hpp"
#include "handlers/catalog/geodesy.hpp"
#include "handlers/catalog/snapshot.hpp"
#include "router/core/json.hpp"
#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

using test::random_catalog;
using test::sample_codes;
using test::sample_shop;

constexpr Position kCentre{34.6, 135.5};

json::Document parsed(const Result<std::string>& reply) {
    EXPECT_TRUE(reply.ok()) << (reply ? "" : reply.error().detail);
    auto document = json::Document::parse(reply ? *reply : "{}");
    EXPECT_TRUE(document.ok());
    return *document;
}

std::vector<std::int64_t> ids(const json::Value& reply) {
    std::vector<std::int64_t> all;
    for (const auto& item : reply.find("items")->elements()) all.push_back(*item.integer("shop_id"));
    return all;
}

// Follows next_cursor to the end.
std::vector<std::int64_t> walk(const Snapshot& snapshot, ShopQuery query) {
    std::vector<std::int64_t> all;
    for (int page = 0; page < 2000; ++page) {
        const auto document = parsed(snapshot.list_shops(query));
        const auto some = ids(document.root());
        all.insert(all.end(), some.begin(), some.end());
        const auto next = document.root().string("next_cursor");
        if (!next) break;
        query.cursor = *next;
    }
    return all;
}

TEST(ShopList, finds_the_nearest_shop_first) {
    auto data = sample_codes();
    data.shops = {sample_shop(1, "遠い店", {34.70, 135.5}), sample_shop(2, "近い店", {34.601, 135.5})};
    const auto snapshot = Snapshot::build(std::move(data));
    ShopQuery query;
    query.near = kCentre;
    query.order = ShopOrder::distance;
    const auto document = parsed(snapshot->list_shops(query));
    EXPECT_EQ(ids(document.root()), (std::vector<std::int64_t>{2, 1}));
    const auto first = document.root().find("items")->elements().front();
    EXPECT_EQ(first.integer("distance_m"), 111);
    EXPECT_EQ(first.at_pointer("/genre/name")->as_string(), "飲食業");
    EXPECT_EQ(first.at_pointer("/tokuten/0/title")->as_string(), "お会計から10%引き");
    EXPECT_EQ(document.root().integer("total"), 2);
    EXPECT_TRUE(document.root().find("next_cursor")->is_null());
}

TEST(ShopList, agrees_with_brute_force_over_random_shops) {
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const auto data = random_catalog(40 + seed * 150, seed);
        const auto snapshot = Snapshot::build(data);
        std::mt19937 random(seed);
        for (int round = 0; round < 30; ++round) {
            ShopQuery query;
            query.near = Position{34.4 + static_cast<double>(random() % 400) / 1000, 135.3 + static_cast<double>(random() % 400) / 1000};
            query.order = ShopOrder::distance;
            query.limit = 1 + random() % 40;
            if (random() % 2 == 0) query.radius_m = 500.0 + static_cast<double>(random() % 20'000);
            if (random() % 2 == 0) query.genres = {"02"};
            if (random() % 3 == 0) query.tokuten = {"01", "05"};
            if (random() % 3 == 0) query.programme = Programme::marriage;
            std::vector<std::pair<double, std::int64_t>> expected;
            for (const auto& shop : data.shops) {
                if (!query.genres.empty() && shop.genres.front() != "02") continue;
                if (!query.tokuten.empty() && shop.benefits.size() < 2) continue;
                if (query.programme && shop.programme != *query.programme) continue;
                double chord = 5;
                if (shop.position) chord = squared_chord(unit_vector(*shop.position), unit_vector(*query.near));
                if (query.radius_m && chord > squared_chord_of(*query.radius_m)) continue;
                expected.emplace_back(chord, shop.shop_id);
            }
            std::sort(expected.begin(), expected.end());
            const auto document = parsed(snapshot->list_shops(query));
            ASSERT_EQ(document.root().integer("total"), static_cast<std::int64_t>(expected.size()));
            if (expected.size() > query.limit) expected.resize(query.limit);
            std::vector<std::int64_t> expected_ids;
            for (const auto& [chord, id] : expected) expected_ids.push_back(id);
            ASSERT_EQ(ids(document.root()), expected_ids);
        }
    }
}

TEST(ShopList, a_walk_over_all_pages_gives_every_shop_exactly_once) {
    const auto data = random_catalog(700, 99);
    const auto snapshot = Snapshot::build(data);
    std::vector<std::int64_t> expected;
    for (const auto& shop : data.shops) expected.push_back(shop.shop_id);
    for (const auto order : {ShopOrder::distance, ShopOrder::updated_at, ShopOrder::name})
        for (const std::size_t limit : {1U, 7U, 20U, 100U}) {
            ShopQuery query;
            query.near = kCentre;
            query.order = order;
            query.limit = limit;
            auto all = walk(*snapshot, query);
            std::sort(all.begin(), all.end());
            EXPECT_EQ(all, expected) << static_cast<int>(order) << " " << limit;
        }
}

TEST(ShopList, a_walk_within_a_radius_ends_at_the_radius) {
    const auto snapshot = Snapshot::build(random_catalog(700, 5));
    for (const auto order : {ShopOrder::distance, ShopOrder::updated_at, ShopOrder::name}) {
        ShopQuery query;
        query.near = kCentre;
        query.radius_m = 9000;
        query.order = order;
        query.limit = 7;
        const auto total = *parsed(snapshot->list_shops(query)).root().integer("total");
        const auto all = walk(*snapshot, query);
        EXPECT_EQ(static_cast<std::int64_t>(all.size()), total);
        EXPECT_EQ(std::set<std::int64_t>(all.begin(), all.end()).size(), all.size());
        EXPECT_GT(total, 7);
    }
}

TEST(ShopList, a_cursor_goes_on_in_another_snapshot) {
    auto data = random_catalog(300, 6);
    const auto before = Snapshot::build(data);
    for (const auto order : {ShopOrder::distance, ShopOrder::updated_at, ShopOrder::name}) {
        ShopQuery query;
        query.near = kCentre;
        query.order = order;
        query.limit = 50;
        const auto first = parsed(before->list_shops(query));
        const auto seen = ids(first.root());
        auto changed = data;
        changed.version = 2;
        // The shop the page ended with goes away, a new one comes.
        std::erase_if(changed.shops, [&](const ShopRow& shop) { return shop.shop_id == seen.back(); });
        changed.shops.push_back(sample_shop(100'000, "新しい店", kCentre));
        const auto after = Snapshot::build(std::move(changed));
        query.cursor = *first.root().string("next_cursor");
        auto all = walk(*after, query);
        all.insert(all.end(), seen.begin(), seen.end());
        std::erase(all, 100'000);
        std::sort(all.begin(), all.end());
        EXPECT_EQ(all.size(), data.shops.size());
        EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
    }
}

TEST(ShopList, refuses_a_cursor_of_another_query_and_nonsense) {
    const auto snapshot = Snapshot::build(random_catalog(50, 7));
    ShopQuery query;
    query.near = kCentre;
    query.order = ShopOrder::distance;
    query.limit = 5;
    const auto first = parsed(snapshot->list_shops(query));
    query.cursor = *first.root().string("next_cursor");
    query.genres = {"02"};
    const auto other = snapshot->list_shops(query);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().fields.front().field, "/cursor");
    for (const std::string& text : {std::string("x"), std::string("AQ"), std::string("%%%"), std::string(5000, 'A')}) {
        query.cursor = text;
        const auto refused = snapshot->list_shops(query);
        ASSERT_FALSE(refused) << text.substr(0, 10);
        EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    }
}

TEST(ShopList, filters_by_city_and_by_the_city_of_a_ward) {
    auto data = sample_codes();
    data.shops = {sample_shop(1, "北区の店", kCentre), sample_shop(2, "焼津の店", kCentre), sample_shop(3, "堺の店", kCentre)};
    data.shops[1].city = "焼津市";
    data.shops[2].city = "堺市堺区";
    const auto snapshot = Snapshot::build(std::move(data));
    ShopQuery query;
    query.city = "大阪市";
    EXPECT_EQ(ids(parsed(snapshot->list_shops(query)).root()), (std::vector<std::int64_t>{1}));
    query.city = "焼津市";
    EXPECT_EQ(ids(parsed(snapshot->list_shops(query)).root()), (std::vector<std::int64_t>{2}));
    query.city = "堺市堺区";
    EXPECT_EQ(ids(parsed(snapshot->list_shops(query)).root()), (std::vector<std::int64_t>{3}));
    query.city = "ない市";
    EXPECT_EQ(parsed(snapshot->list_shops(query)).root().integer("total"), 0);
}

TEST(ShopList, finds_words_in_any_writing_and_sorts_by_reading) {
    auto data = sample_codes();
    data.shops = {sample_shop(1, "ベビー館", kCentre), sample_shop(2, "ﾍﾞﾋﾞｰの森", kCentre), sample_shop(3, "本の店", kCentre)};
    data.shops[0].name_kana = "ベビーカン";
    data.shops[1].name_kana = "アベビー";
    const auto snapshot = Snapshot::build(std::move(data));
    ShopQuery query;
    query.text = "べびー";
    query.order = ShopOrder::name;
    EXPECT_EQ(ids(parsed(snapshot->list_shops(query)).root()), (std::vector<std::int64_t>{2, 1}));
}

TEST(ShopList, shows_shops_without_a_position_last_and_without_distance) {
    auto data = sample_codes();
    data.shops = {sample_shop(1, "どこかの店", kCentre), sample_shop(2, "駅前の店", {34.9, 135.5})};
    data.shops[0].position.reset();
    const auto snapshot = Snapshot::build(std::move(data));
    ShopQuery query;
    query.near = kCentre;
    query.order = ShopOrder::distance;
    const auto document = parsed(snapshot->list_shops(query));
    EXPECT_EQ(ids(document.root()), (std::vector<std::int64_t>{2, 1}));
    EXPECT_FALSE(document.root().find("items")->elements().back().find("distance_m"));
    query.radius_m = 100'000;
    EXPECT_EQ(ids(parsed(snapshot->list_shops(query)).root()), (std::vector<std::int64_t>{2}));
}

TEST(ShopList, of_an_empty_catalog_is_empty) {
    const auto snapshot = Snapshot::build({});
    ShopQuery query;
    query.near = kCentre;
    query.order = ShopOrder::distance;
    EXPECT_EQ(*snapshot->list_shops(query), R"({"items":[],"total":0,"next_cursor":null})");
}

TEST(ShopList, begins_beyond_a_distance_and_counts_from_there) {
    const auto snapshot = Snapshot::build(random_catalog(3'000, 7));
    ShopQuery query;
    query.near = kCentre;
    query.order = ShopOrder::distance;
    query.radius_m = 9'000;
    query.limit = 3'000;
    const auto all = snapshot->find_shops(query);
    query.beyond_m = 4'000;
    for (const bool few : {false, true}) {  // few are measured one by one, many are looked for in the tree
        if (few) query.tokuten = {"05"};
        const auto beyond = snapshot->find_shops(query);
        std::size_t expected = 0;
        for (const auto& found : all.shops) {
            const bool wanted = !few || found.shop->benefits.size() > 1;
            if (wanted && metres_between(kCentre, *found.shop->position) > 4'000) ++expected;
        }
        ASSERT_GT(expected, 0U);
        EXPECT_EQ(beyond.total, expected);
        EXPECT_EQ(beyond.shops.size(), expected);
        EXPECT_GE(*beyond.shops.front().distance_m, 4'000);
    }
}

}  // namespace
}  // namespace hub::catalog
