#pragma once

#include <random>
#include <string>

#include "handlers/catalog/catalog_data.hpp"

// Made-up catalog rows for tests; no real shop is among them.
namespace hub::test {

inline catalog::ShopRow sample_shop(std::int64_t id, std::string name, catalog::Position position) {
    catalog::ShopRow shop;
    shop.shop_id = id;
    shop.name = std::move(name);
    shop.position = position;
    shop.position_source = "own_list";
    shop.genres = {"01"};
    shop.benefits = {{"01", "お会計から10%引き", "平日のみ"}};
    shop.address = "大阪府大阪市北区見本町1-" + std::to_string(id);
    shop.city = "大阪市北区";
    shop.updated_at = WallTime(std::chrono::seconds(1'700'000'000 + id));
    return shop;
}

inline catalog::CatalogData sample_codes() {
    catalog::CatalogData data;
    data.version = 1;
    data.codes = {
        {"genre", "01", "飲食業", 1},    {"genre", "02", "小売業", 2},         {"genre", "08", "その他", 8},
        {"tokuten", "01", "割引", 1},    {"tokuten", "05", "おむつ替え", 5},   {"tokuten", "06", "授乳室", 6},
        {"facility", "park", "公園", 2}, {"facility", "library", "図書館", 3}, {"facility", "nursery", "保育所", 6}};
    return data;
}

inline std::vector<catalog::FacilityRow> sample_facilities() {
    const auto facility = [](std::int64_t id, std::string kind, std::string name, std::string kana,
                             std::vector<std::string> services, std::optional<catalog::Position> position) {
        catalog::FacilityRow row;
        row.facility_id = id;
        row.kind = std::move(kind);
        row.name = std::move(name);
        row.name_kana = std::move(kana);
        row.services = std::move(services);
        row.position = position;
        return row;
    };
    return {
        facility(1, "park", "見本中央公園", "みほんちゅうおうこうえん", {}, catalog::Position{34.7000, 135.5000}),
        facility(2, "park", "見本北公園", "みほんきたこうえん", {"05"}, catalog::Position{34.7090, 135.5000}),
        facility(3, "library", "見本図書館", "みほんとしょかん", {"05", "06"}, catalog::Position{34.7000, 135.5050}),
        facility(4, "nursery", "見本保育所", "みほんほいくしょ", {}, std::nullopt),
        facility(5, "park", "遠い公園", "とおいこうえん", {}, catalog::Position{34.9000, 135.5000})};
}

inline std::vector<catalog::EventRow> sample_events() {
    using namespace std::chrono_literals;
    const auto event = [](std::int64_t id, std::string title, std::chrono::sys_days first, std::chrono::sys_days last,
                          std::string city, std::string fee, std::optional<catalog::Position> position) {
        catalog::EventRow row;
        row.event_id = id;
        row.title = std::move(title);
        row.first_day = first;
        row.last_day = last;
        row.city = std::move(city);
        row.fee_text = std::move(fee);
        row.venue = "見本会館";
        row.position = position;
        return row;
    };
    return {event(1, "親子もちつき大会", 2026y / 12 / 5, 2026y / 12 / 6, "大阪市北区", "無料",
                  catalog::Position{34.7, 135.5}),
            event(2, "冬の絵本展", 2026y / 11 / 1, 2027y / 1 / 31, "大阪市北区", "大人300円",
                  catalog::Position{34.71, 135.5}),
            event(3, "離乳食教室", 2026y / 12 / 5, 2026y / 12 / 5, "堺市堺区", "", std::nullopt),
            event(4, "夏まつり", 2026y / 8 / 1, 2026y / 8 / 2, "大阪市北区", "無料", catalog::Position{34.7, 135.5})};
}

inline std::vector<catalog::ArticleRow> sample_articles() {
    return {{1,
             "パスポートの申し込み方法",
             "スマートフォンから申し込めます。費用はかかりません。",
             "",
             "",
             {"join"},
             "join"},
            {2,
             "カードをなくしたとき",
             "会員ページから再発行の手続きをしてください。",
             "https://a.example.jp/lost",
             "",
             {"card"},
             "lost"},
            {3, "離乳食のすすめ方", "5、6か月ごろから、ようすを見ながらはじめます。", "", "", {"child_rearing"}}};
}

// `count` shops spread over some 40 km, some at the same spot, some without a position; ids with gaps.
inline catalog::CatalogData random_catalog(std::size_t count, unsigned seed) {
    auto data = sample_codes();
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lat(34.4, 34.8);
    std::uniform_real_distribution<double> lng(135.3, 135.7);
    for (std::size_t index = 0; index < count; ++index) {
        const auto id = static_cast<std::int64_t>(index * 3 + 1);
        auto shop = sample_shop(id, "見本の店" + std::to_string(random() % 1000), {lat(random), lng(random)});
        if (index > 0 && random() % 8 == 0) shop.position = data.shops[random() % index].position;
        if (random() % 20 == 0) shop.position.reset();
        if (random() % 3 == 0) shop.genres = {"02"};
        if (random() % 5 == 0) shop.benefits.push_back({"05", "おむつ替えができます", ""});
        if (random() % 2 == 0) shop.programme = catalog::Programme::marriage;
        shop.updated_at = WallTime(std::chrono::seconds(1'700'000'000 + random() % 50));
        data.shops.push_back(std::move(shop));
    }
    return data;
}

}  // namespace hub::test
