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
    data.codes = {{"genre", "01", "飲食業", 1},   {"genre", "02", "小売業", 2},     {"genre", "08", "その他", 8},
                  {"tokuten", "01", "割引", 1},   {"tokuten", "05", "おむつ替え", 5}, {"tokuten", "06", "授乳室", 6}};
    return data;
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
