#include "connectors/dialogflow/design/entity_values.hpp"

#include <gtest/gtest.h>

namespace hub::dialogflow::design {
namespace {

catalog::PlaceRow place(std::string name, std::string kana, std::string kind, int weight = 0) {
    catalog::PlaceRow row;
    row.name = std::move(name);
    row.name_kana = std::move(kana);
    row.kind = std::move(kind);
    row.weight = weight;
    return row;
}

catalog::ShopRow shop(std::string name, std::string kana) {
    catalog::ShopRow row;
    row.name = std::move(name);
    row.name_kana = std::move(kana);
    return row;
}

std::string written(const EntityValues& values) {
    std::string text;
    for (const auto& [value, synonyms] : values.entries) {
        text += (text.empty() ? "" : "; ") + value + "=";
        for (std::size_t index = 0; index < synonyms.size(); ++index) text += (index > 0 ? "," : "") + synonyms[index];
    }
    return text;
}

TEST(PlaceValues, of_a_station_are_its_name_with_and_without_station) {
    EXPECT_EQ(written(place_values({place("焼津", "やいづ", "station")})),
              "焼津=やいづ,焼津; 焼津駅=やいづえき,焼津駅");
    EXPECT_EQ(written(place_values({place("大阪駅", "おおさかえき", "station")})), "大阪駅=おおさかえき,大阪駅");
}

TEST(PlaceValues, of_a_city_are_its_name_with_and_without_city) {
    EXPECT_EQ(written(place_values({place("豊中市", "とよなかし", "city")})),
              "豊中=とよなか,豊中; 豊中市=とよなかし,豊中市");
    EXPECT_EQ(written(place_values({place("島本町", "しまもとちょう", "city")})),
              "島本=しまもと,島本; 島本町=しまもとちょう,島本町");
    EXPECT_EQ(written(place_values({place("豊中市", "", "city")})), "豊中=豊中; 豊中市=豊中市");
}

TEST(PlaceValues, have_what_else_a_place_is_called) {
    auto airport = place("関西空港", "かんさいくうこう", "station");
    airport.aliases = {"関空", "空"};
    EXPECT_EQ(written(place_values({airport})),
              "関西空港=かんさいくうこう,関空,関西空港; 関西空港駅=かんさいくうこうえき,関西空港駅");
}

TEST(PlaceValues, have_no_towns_that_are_words) {
    EXPECT_EQ(written(place_values({place("森", "", "town"), place("大工町", "", "town")})), "大工町=大工町");
}

TEST(PlaceValues, of_equal_names_are_one_entry) {
    EXPECT_EQ(written(place_values({place("野田", "のだ", "station"), place("野田", "のだ", "station")})),
              "野田=野田; 野田駅=のだえき,野田駅");
}

TEST(PlaceValues, leave_out_what_occurs_in_any_sentence) {
    EXPECT_EQ(written(place_values({place("津", "つ", "station")})), "津駅=つえき,津駅")
        << "津 itself is no name to look for";
    EXPECT_EQ(written(place_values({place("公園", "", "facility"), place("", "", "facility")})), "公園=公園");
}

TEST(PlaceValues, that_weigh_most_are_kept_when_there_is_no_room_for_all) {
    const auto values = place_values({place("軽い公園", "", "facility", 1), place("重い公園", "", "facility", 9),
                                      place("中の公園", "", "facility", 5)},
                                     {2, 200, 512});
    EXPECT_EQ(written(values), "中の公園=中の公園; 重い公園=重い公園");
    EXPECT_EQ(values.left_out, 1u);
}

TEST(ShopValues, are_names_with_reading_without_blanks_and_without_brackets) {
    EXPECT_EQ(written(shop_values({shop("こもれび キッチン（梅田）", "こもれびきっちん")})),
              "こもれび キッチン（梅田）=こもれび キッチン,こもれび "
              "キッチン（梅田）,こもれびきっちん,こもれびキッチン（梅田）");
    EXPECT_EQ(written(shop_values({shop("（株）丸", "まる")})), "（株）丸=（株）丸");
}

TEST(ShopValues, keep_to_the_limits_of_an_entry) {
    std::string long_name;
    for (int count = 0; count < 513; ++count) long_name += "店";
    EXPECT_EQ(written(shop_values({shop(long_name, ""), shop("二店", "")})), "二店=二店");
    std::vector<catalog::ShopRow> same;
    for (int number = 0; number < 300; ++number) same.push_back(shop("同じ店", "よみかた" + std::to_string(number)));
    EXPECT_EQ(shop_values(same).entries.at(0).synonyms.size(), 200u);
}

TEST(EntityChanges, are_what_is_new_different_and_gone) {
    const auto changes = changes_between({{"a", {"a", "x"}}, {"b", {"b"}}, {"c", {"c", "y"}}},
                                         {{"a", {"x", "a"}}, {"c", {"c"}}, {"d", {"d"}}});
    ASSERT_EQ(changes.added.size(), 1u);
    EXPECT_EQ(changes.added[0].value, "b");
    ASSERT_EQ(changes.changed.size(), 1u);
    EXPECT_EQ(changes.changed[0].value, "c");
    EXPECT_EQ(changes.removed, std::vector<std::string>{"d"});
}

TEST(EntityChunks, hold_no_more_entries_and_bytes_than_a_call_takes) {
    std::vector<EntityEntry> entries;
    for (int number = 0; number < 25; ++number) entries.push_back({std::to_string(number), {std::string(100, 'x')}});
    EXPECT_EQ(in_chunks(entries, 10, 1'000'000).size(), 3u);
    const auto by_bytes = in_chunks(entries, 100, 300);
    EXPECT_EQ(by_bytes.size(), 13u);
    std::size_t all = 0;
    for (const auto& chunk : by_bytes) all += chunk.size();
    EXPECT_EQ(all, 25u);
    EXPECT_EQ(in_chunks({{"one", {std::string(1000, 'x')}}}, 10, 300).size(), 1u) << "one that is too long goes alone";
    EXPECT_TRUE(in_chunks({}, 10, 300).empty());
}

}  // namespace
}  // namespace hub::dialogflow::design
