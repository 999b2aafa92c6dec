// What one core can do with the catalog alone: answers a second to "shops near here", 20 of 10,000.
#include <benchmark/benchmark.h>

#include <time.h>

#include <algorithm>
#include <random>

#include "handlers/catalog/shop_handlers.hpp"
#include "handlers/catalog/text_index.hpp"
#include "tests/support/catalog_samples.hpp"

namespace hub::catalog {
namespace {

constexpr std::size_t kShops = 10'000;

const SnapshotHolder& holder() {
    static SnapshotHolder* const instance = [] {
        auto* created = new SnapshotHolder;
        auto data = test::random_catalog(kShops, 1);
        for (auto& shop : data.shops)
            shop.comment = "営業時間 10:00～19:00　毎週水曜及び第２第３火曜日定休　お子さま連れのお客さまを歓迎します。駐車場3台。";
        created->replace(Snapshot::build(std::move(data)));
        return created;
    }();
    return *instance;
}

std::vector<ShopQuery> near_queries(std::optional<double> radius) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> lat(34.4, 34.8);
    std::uniform_real_distribution<double> lng(135.3, 135.7);
    std::vector<ShopQuery> queries(4096);
    for (auto& query : queries) {
        query.near = Position{lat(random), lng(random)};
        query.radius_m = radius;
        query.order = ShopOrder::distance;
    }
    return queries;
}

void answer_all(benchmark::State& state, const std::vector<ShopQuery>& queries) {
    const auto snapshot = holder().current();
    std::size_t next = 0;
    std::size_t bytes = 0;
    for (auto _ : state) {
        const auto reply = snapshot->list_shops(queries[next++ % queries.size()]);
        bytes += reply->size();
        benchmark::DoNotOptimize(reply);
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void near(benchmark::State& state) { answer_all(state, near_queries(std::nullopt)); }
void near_within_2_km(benchmark::State& state) { answer_all(state, near_queries(2000)); }
void near_within_20_km(benchmark::State& state) { answer_all(state, near_queries(20'000)); }

void near_with_a_genre(benchmark::State& state) {
    auto queries = near_queries(5000);
    for (auto& query : queries) query.genres = {"02"};
    answer_all(state, queries);
}

void near_with_text(benchmark::State& state) {
    auto queries = near_queries(std::nullopt);
    for (auto& query : queries) query.text = "見本の店12";
    answer_all(state, queries);
}

// How long the slowest of a hundred searches takes, over 20,000 shops: words that few shops have and such as all have.
void text_over_20000_shops(benchmark::State& state) {
    static const TextIndex* const index = [] {
        std::mt19937 random(3);
        const std::vector<std::string> words{"割引",       "ソフトドリンク", "駐車場",     "キッズスペース",
                                             "水曜日定休", "パスポート提示", "おむつ替え", "お子さま連れ",
                                             "商店街",     "イオン",         "ベビーカー", "プレゼント"};
        std::vector<std::string> texts;
        for (int shop = 0; shop < 20'000; ++shop) {
            auto text = "見本の店" + std::to_string(shop % 4000) + "\n大阪府大阪市北区見本町" +
                        std::to_string(random() % 20) + "-" + std::to_string(random() % 30) +
                        "\n営業時間 10:00～19:00　お子さま連れのお客さまを歓迎します。";
            for (int word = 0; word < 6; ++word) text += words[random() % words.size()] + "があります。";
            texts.push_back(text + "\n");
        }
        return new TextIndex(texts);
    }();
    const std::vector<std::string> queries{"見本の店123",
                                           "キッズスペース",
                                           "駐車場",
                                           "店",
                                           "大阪市北区 おむつ替え",
                                           "営業時間",
                                           "ベビーカー 割引 プレゼント",
                                           "お子さま連れのお客さまを歓迎します",
                                           "水族館",
                                           "パスポート提示 イオン"};
    const auto milliseconds = [](clockid_t clock) {
        timespec now{};
        clock_gettime(clock, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    };
    std::vector<double> waited;
    std::vector<double> worked;  // without what other processes took of the machine
    std::size_t next = 0;
    for (auto _ : state) {
        const auto begin = milliseconds(CLOCK_MONOTONIC);
        const auto begin_work = milliseconds(CLOCK_THREAD_CPUTIME_ID);
        benchmark::DoNotOptimize(index->find(queries[next++ % queries.size()]));
        worked.push_back(milliseconds(CLOCK_THREAD_CPUTIME_ID) - begin_work);
        waited.push_back(milliseconds(CLOCK_MONOTONIC) - begin);
    }
    for (auto* times : {&waited, &worked}) std::sort(times->begin(), times->end());
    state.counters["p99_ms"] = waited[waited.size() * 99 / 100];
    state.counters["p99_cpu_ms"] = worked[worked.size() * 99 / 100];
}

// With the message and its JSON around it, as the router calls it.
void near_as_a_message(benchmark::State& state) {
    const ShopListHandler handler(holder(), system_clock());
    std::vector<Message> messages;
    for (const auto& query : near_queries(std::nullopt))
        messages.push_back(make_message(system_clock(), "/portal", "shop.list",
                                        "{\"lat\":" + std::to_string(query.near->lat) + ",\"lng\":" +
                                            std::to_string(query.near->lng) + ",\"limit\":20}"));
    std::size_t next = 0;
    for (auto _ : state) benchmark::DoNotOptimize(handler.answer(messages[next++ % messages.size()]));
    state.SetItemsProcessed(state.iterations());
}

void building_a_snapshot(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Snapshot::build(test::random_catalog(kShops, 1)));
}

BENCHMARK(near);
BENCHMARK(near_within_2_km);
BENCHMARK(near_within_20_km);
BENCHMARK(near_with_a_genre);
BENCHMARK(near_with_text);
BENCHMARK(text_over_20000_shops);
BENCHMARK(near_as_a_message);
BENCHMARK(building_a_snapshot)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hub::catalog

BENCHMARK_MAIN();
