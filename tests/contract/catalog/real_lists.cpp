#include "tests/contract/catalog/real_lists.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "connectors/passport_db/import/tables/table_source.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::test {
namespace {

// Calls `read` with each row as column name to cell.
template <typename Read>
void for_each_row(const std::filesystem::path& path, Read read) {
    const auto table = passport_db::open_table(path, {});
    ASSERT_TRUE(table) << path;
    const auto& header = (*table)->header();
    for (auto row = (*table)->next();; row = (*table)->next()) {
        ASSERT_TRUE(row) << path;
        if (!*row) return;
        std::map<std::string, std::string> cells;
        for (std::size_t column = 0; column < std::min((*row)->cells.size(), header.size()); ++column)
            cells[header[column]] = (*row)->cells[column];
        read(cells);
    }
}

catalog::Position position(const std::string& lat, const std::string& lng) { return {std::stod(lat), std::stod(lng)}; }

void read_yaizu(const std::filesystem::path& path, catalog::CatalogData& data) {
    const std::map<std::string, std::string> codes = {{"飲食業", "01"}, {"小売業", "02"}, {"宿泊業", "03"}, {"その他", "08"}};
    for_each_row(path, [&](std::map<std::string, std::string>& row) {
        catalog::ShopRow shop;
        shop.shop_id = std::stoll(row["ソート番号"]);
        shop.name = row["クーポン名"];
        shop.name_kana = row["クーポン名カナ"];
        shop.genres = {codes.at(row["業種"])};
        shop.benefits = {{"01", row["クーポン名表示用"], ""}};
        shop.address = row["店舗住所"];
        shop.city = "焼津市";
        shop.tel = row["電話番号"];
        shop.comment = row["店舗説明"];
        shop.position = position(row["緯度"], row["経度"]);
        data.shops.push_back(std::move(shop));
    });
}

void read_stations(const std::filesystem::path& path, catalog::CatalogData& data) {
    for_each_row(path, [&](std::map<std::string, std::string>& row) {
        if (row["closed"] == "1") return;
        data.places.push_back({std::stoll(row["code"]), row["original_name"], row["name_kana"], "station", row["prefecture"],
                               position(row["lat"], row["lng"]), row["prefecture"] == "27" ? 100 : 0});
    });
}

void read_samples(const std::filesystem::path& folder, catalog::CatalogData& data) {
    for_each_row(folder / "shops.csv", [&](std::map<std::string, std::string>& row) {
        catalog::ShopRow shop;
        shop.shop_id = std::stoll(row["番号"]);
        shop.name = row["店舗名"];
        shop.name_kana = row["かな"];
        shop.genres = {"01"};
        shop.benefits = {{"01", row["特典1"], row["特典1条件"]}};
        shop.address = row["住所"];
        if (!row["緯度"].empty()) shop.position = position(row["緯度"], row["経度"]);
        data.shops.push_back(std::move(shop));
    });
    for_each_row(folder / "places.csv", [&](std::map<std::string, std::string>& row) {
        data.places.push_back({std::stoll(row["番号"]), row["名前"], row["かな"], row["種類"] == "駅" ? "station" : "facility",
                               row["市区町村"], position(row["緯度"], row["経度"]), std::stoi(row["重み"])});
    });
}

}  // namespace

RealLists load_lists() {
    RealLists lists;
    lists.data.version = 1;
    lists.data.codes = {{"genre", "01", "飲食業", 1}, {"genre", "02", "小売業", 2}, {"genre", "03", "宿泊業", 3},
                        {"genre", "08", "その他", 8}, {"tokuten", "01", "割引", 1}};
    const std::filesystem::path shared(shared_directory());
    const auto coupons = shared / "data/shops/yaizu_digital_coupon_20260128.csv";
    lists.real = std::filesystem::exists(coupons);
    if (lists.real) {
        read_yaizu(coupons, lists.data);
        read_stations(shared / "data/osaka/station.csv", lists.data);
    } else {
        read_samples(std::filesystem::path(HUB_SOURCE_DIRECTORY) / "config/sample_data", lists.data);
    }
    return lists;
}

}  // namespace hub::test
