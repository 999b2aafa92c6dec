#include "handlers/catalog/shop_hours.hpp"

#include <gtest/gtest.h>

#include "handlers/catalog/snapshot.hpp"
#include "router/core/json.hpp"

namespace hub::catalog {
namespace {

using namespace std::chrono;

JapaneseTime at(unsigned day, int hour) { return local_days(year(2026) / November / day) + hours(hour); }

ShopRow shop(std::int64_t id, const std::string& opening_hours, const std::string& comment = "") {
    ShopRow row;
    row.shop_id = id;
    row.name = "見本の店";
    row.opening_hours = opening_hours;
    row.comment = comment;
    return row;
}

std::shared_ptr<const Snapshot> three_shops() {
    CatalogData data;
    data.shops = {shop(1, "9:00～17:00　定休日：水曜"), shop(2, "", "営業時間 18:00～23:00"),
                  shop(3, "", "おいしいパンの店です")};
    return Snapshot::build(std::move(data));
}

std::vector<std::int64_t> open_shops(const Snapshot& snapshot, JapaneseTime now) {
    ShopQuery query;
    query.open_now = true;
    query.now = now;
    std::vector<std::int64_t> ids;
    for (const auto& found : snapshot.find_shops(query).shops) ids.push_back(found.shop->shop_id);
    return ids;
}

TEST(ShopHours, narrow_a_search_to_shops_that_are_open) {
    const auto snapshot = three_shops();
    using Ids = std::vector<std::int64_t>;
    EXPECT_EQ(open_shops(*snapshot, at(9, 12)), Ids{1});
    EXPECT_EQ(open_shops(*snapshot, at(9, 20)), Ids{2}) << "from what the shop says of itself";
    EXPECT_EQ(open_shops(*snapshot, at(11, 12)), Ids{}) << "a Wednesday";
    EXPECT_EQ(open_shops(*snapshot, at(9, 12)), Ids{1}) << "not what was remembered of another minute";
}

TEST(ShopHours, tell_in_each_answer_whether_a_shop_is_open) {
    const auto snapshot = three_shops();
    ShopQuery query;
    query.order = ShopOrder::name;
    query.now = at(9, 12);
    const auto document = json::Document::parse(*snapshot->list_shops(query));
    const auto items = document->root().find("items")->elements();
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].find("open_now")->as_boolean(), true);
    EXPECT_EQ(items[1].find("open_now")->as_boolean(), false);
    EXPECT_FALSE(items[2].find("open_now")) << "nobody knows";
    EXPECT_NE(snapshot->shop_json(1, at(9, 12))->find("\"open_now\":true"), std::string::npos);
    EXPECT_NE(snapshot->shop_json(1, at(9, 18))->find("\"open_now\":false"), std::string::npos);
}

TEST(ShopHours, make_a_cursor_of_one_search_useless_for_the_other) {
    ShopQuery all;
    ShopQuery open;
    open.open_now = true;
    EXPECT_NE(fingerprint(all), fingerprint(open));
    auto later = open;
    later.now = at(9, 12);
    EXPECT_EQ(fingerprint(open), fingerprint(later)) << "the next page may be asked for a minute later";
}

TEST(ShopHours, tell_that_an_open_shop_of_irregular_hours_may_be_closed_all_the_same) {
    CatalogData data;
    data.shops = {shop(1, "10:00～18:00　定休日：不定休"), shop(2, "10:00～18:00")};
    const auto snapshot = Snapshot::build(std::move(data));
    EXPECT_NE(snapshot->shop_json(1, at(9, 12))->find("\"open_now\":true,\"irregular\":true"), std::string::npos);
    EXPECT_EQ(snapshot->shop_json(1, at(9, 20))->find("irregular"), std::string::npos);
    EXPECT_EQ(snapshot->shop_json(2, at(9, 12))->find("irregular"), std::string::npos);
}

}  // namespace
}  // namespace hub::catalog
