#include "handlers/catalog/shop_query.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace hub::catalog {
namespace {

Result<ShopQuery> read(std::string_view text) {
    const auto document = json::Document::parse(text);
    EXPECT_TRUE(document.ok());
    return read_shop_query(document->root());
}

std::vector<std::string> wrong_fields(std::string_view text) {
    const auto query = read(text);
    EXPECT_FALSE(query.ok()) << text;
    std::vector<std::string> fields;
    if (!query)
        for (const auto& field : query.error().fields) fields.push_back(field.field);
    std::sort(fields.begin(), fields.end());
    return fields;
}

using Fields = std::vector<std::string>;

TEST(ShopQuery, orders_by_distance_when_a_position_is_given) {
    EXPECT_EQ(read(R"({"lat":34.7,"lng":135.5})")->order, ShopOrder::distance);
    EXPECT_EQ(read("{}")->order, ShopOrder::updated_at);
    EXPECT_EQ(read(R"({"lat":34.7,"lng":135.5,"sort":"name"})")->order, ShopOrder::name);
}

TEST(ShopQuery, has_a_limit_of_20) { EXPECT_EQ(read("{}")->limit, 20U); }

TEST(ShopQuery, takes_one_code_or_several) {
    EXPECT_EQ(read(R"({"tokuten":"01"})")->tokuten, (Fields{"01"}));
    EXPECT_EQ(read(R"({"tokuten":["01","05"]})")->tokuten, (Fields{"01", "05"}));
}

TEST(ShopQuery, names_every_wrong_field) {
    EXPECT_EQ(wrong_fields(R"({"lat":91,"lng":"x","limit":101,"sort":"size","programme":3,"radius_m":-1})"),
              (Fields{"/lat", "/limit", "/lng", "/programme", "/radius_m", "/sort"}));
    EXPECT_EQ(wrong_fields(R"({"lat":34})"), Fields{"/lng"});
    EXPECT_EQ(wrong_fields(R"({"radius_m":500})"), Fields{"/radius_m"});
    EXPECT_EQ(wrong_fields(R"({"sort":"distance"})"), Fields{"/sort"});
    EXPECT_EQ(wrong_fields(R"({"latitude":34,"limit":0})"), (Fields{"/latitude", "/limit"}));
    EXPECT_EQ(wrong_fields(R"({"genre":[1]})"), Fields{"/genre"});
    EXPECT_EQ(wrong_fields(R"({"open_now":"yes"})"), Fields{"/open_now"});
    EXPECT_EQ(wrong_fields("[]"), Fields{"/"});
    EXPECT_EQ(wrong_fields(R"({"q":")" + std::string(101, 'a') + R"("})"), Fields{"/q"});
}

TEST(ShopQuery, has_the_same_fingerprint_for_other_pages_only) {
    const auto one = read(R"({"q":"a","limit":5})");
    EXPECT_EQ(fingerprint(*one), fingerprint(*read(R"({"q":"a","limit":9,"cursor":"x"})")));
    EXPECT_NE(fingerprint(*one), fingerprint(*read(R"({"q":"b","limit":5})")));
    EXPECT_NE(fingerprint(*read(R"({"genre":"01"})")), fingerprint(*read(R"({"tokuten":"01"})")));
}

}  // namespace
}  // namespace hub::catalog
