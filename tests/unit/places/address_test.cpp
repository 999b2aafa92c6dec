#include <gtest/gtest.h>

#include <random>

#include "handlers/places/address_reader.hpp"

namespace hub::places {
namespace {

// Towns of the kinds that are met: divided or not, 丁 and 丁目, names in names, 小字, the same name in two wards.
AddressBook book() {
    return AddressBook({{"大阪府", "堺市堺区", "見本町一丁", "", Position{34.57, 135.48}},
                        {"大阪府", "堺市堺区", "見本町二丁", "", Position{34.58, 135.49}},
                        {"大阪府", "堺市堺区", "見本町三丁", "", Position{34.59, 135.50}},
                        {"大阪府", "堺市堺区", "三国ヶ丘町", "", Position{34.56, 135.49}},
                        {"大阪府", "堺市堺区", "市之町東一丁", "", Position{34.575, 135.475}},
                        {"大阪府", "堺市堺区", "一条通", "", Position{34.574, 135.485}},
                        {"大阪府", "堺市堺区", "新町", "", Position{34.573, 135.484}},
                        {"大阪府", "堺市西区", "新町", "", Position{34.533, 135.464}},
                        {"大阪府", "堺市西区", "上", "", Position{34.535, 135.47}},
                        {"大阪府", "堺市西区", "浜寺見本町西二丁", "", Position{34.54, 135.44}},
                        {"大阪府", "大阪市北区", "梅田一丁目", "", Position{34.70, 135.50}},
                        {"大阪府", "大阪市北区", "梅田二丁目", "", Position{34.69, 135.49}},
                        {"大阪府", "大阪市北区", "中之島", "", std::nullopt},
                        {"大阪府", "豊能郡豊能町", "寺田", "上ノ垣内", Position{34.9, 135.5}},
                        {"大阪府", "豊能郡豊能町", "寺田", "西浦", Position{34.92, 135.5}},
                        {"大阪府", "東大阪市", "大字横小路", "", Position{34.64, 135.64}}});
}

class AddressTest : public ::testing::Test {
protected:
    Address read(std::string_view text) const { return read_address(towns, text); }
    // town|chome|block|building
    std::string parts(std::string_view text) const {
        const auto address = read(text);
        return address.town + "|" + address.chome_text + "|" + address.block + "|" + address.building;
    }
    bool has(const Address& address, AddressNote note) const {
        return std::find(address.notes.begin(), address.notes.end(), note) != address.notes.end();
    }
    const AddressBook towns = book();
};

TEST_F(AddressTest, splits_chome_banchi_and_building) {
    const auto address = read("大阪府堺市堺区見本町３丁１３番１号フェニックスビル２階");
    EXPECT_EQ(address.level, AddressLevel::block);
    EXPECT_EQ(address.prefecture, "大阪府");
    EXPECT_EQ(address.municipality, "堺市堺区");
    EXPECT_EQ(address.town, "見本町");
    EXPECT_EQ(address.chome, 3);
    EXPECT_EQ(address.chome_text, "3丁");
    EXPECT_EQ(address.block, "13-1");
    EXPECT_EQ(address.building, "フェニックスビル2階");
    EXPECT_EQ(address.rest, "");
    ASSERT_TRUE(address.position);
    EXPECT_DOUBLE_EQ(address.position->lat, 34.59);
    EXPECT_TRUE(address.notes.empty());
    EXPECT_EQ(to_text(address), "大阪府堺市堺区見本町3丁13-1 フェニックスビル2階");
}

TEST_F(AddressTest, reads_the_same_place_however_it_is_written) {
    for (const auto* text :
         {"大阪府堺市堺区見本町３丁１３番１号", "大阪府堺市堺区見本町3丁目13-1", "堺市堺区見本町3-13-1",
          "大阪府 堺市 堺区 見本町 三丁 十三番一号", "大阪府堺市堺区見本町３－１３－１",
          "大阪府堺市堺区見本町３−１３−１", "大阪府堺市堺区見本町３ー１３ー１", "大阪府堺市堺区見本町３‐１３―１",
          "〒590-0000 大阪府堺市堺区見本町３丁１３番地の１", "堺区見本町3丁13番地1", "大阪府堺市見本町3丁13番1号",
          "大阪府大阪府堺市堺市堺区見本町3丁13番1号", "見本町三丁目13の1", "大阪府堺市堺区大字見本町3丁13-1"}) {
        EXPECT_EQ(to_place_key(read(text)), "大阪府堺市堺区見本町3丁13-1") << text;
    }
}

TEST_F(AddressTest, keeps_the_unit_of_the_dictionary_and_what_was_written_where_it_has_none) {
    EXPECT_EQ(read("大阪市北区梅田1-2-3").chome_text, "1丁目");
    EXPECT_EQ(read("大阪市北区梅田1丁2-3").chome_text, "1丁目");
    const auto unknown = read("堺市堺区三国ヶ丘町9丁2番3号");
    EXPECT_EQ(unknown.chome_text, "9丁");
    EXPECT_TRUE(has(unknown, AddressNote::chome_unknown));
    EXPECT_DOUBLE_EQ(unknown.position->lat, 34.56);
}

TEST_F(AddressTest, compares_kana_and_old_letters_of_names) {
    for (const auto* text :
         {"堺市堺区三国ケ丘町5番", "堺市堺区三国が丘町5番", "堺市堺区三国ｹ丘町5番", "堺市堺區三國ヶ丘町5番"})
        EXPECT_EQ(parts(text), "三国ヶ丘町||5|") << text;
    for (const auto* text : {"堺市堺区市ノ町東1丁2-3", "堺市堺区市の町東１丁２番３号", "堺市堺区市之町東一丁2番3号"})
        EXPECT_EQ(parts(text), "市之町東|1丁|2-3|") << text;
    EXPECT_EQ(parts("堺市西区濱寺見本町西2丁4番"), "浜寺見本町西|2丁|4|");
    EXPECT_EQ(parts("堺市堺区1条通15番"), "一条通||15|");
    EXPECT_EQ(parts("堺市堺区1001条通15番"), "|||") << "no numeral stands for so many";
}

TEST_F(AddressTest, leaves_rooms_and_floors_to_the_building) {
    const std::pair<const char*, const char*> cases[] = {
        {"堺市堺区見本町１丁１番２８－２０５号", "見本町|1丁|1-28|205号"},
        {"堺市堺区見本町１丁２－９－５０２", "見本町|1丁|2-9|502"},
        {"堺市堺区見本町１丁９－２階", "見本町|1丁|9|2階"},
        {"堺市堺区見本町１丁１番６号３０３号室", "見本町|1丁|1-6|303号室"},
        {"堺市堺区見本町１丁４番地５号棟２０１", "見本町|1丁|4|5号棟201"},
        {"堺市堺区見本町１丁２２番地４－１０１号", "見本町|1丁|22-4|101号"},
        {"堺市堺区見本町１丁９番－２０１号", "見本町|1丁|9|201号"},
        {"堺市堺区新町２８番地　２－１１０", "新町||28|2-110"},
        {"堺市堺区新町３０７－１０－Ｂ－１０５", "新町||307-10|B-105"},
        {"堺市堺区新町３０－１－１１Ａ", "新町||30-1|11A"},
        {"堺市堺区新町２２，３Ｆ", "新町||22|3F"},
        {"堺市堺区新町２５００番地（２－１３０７号）", "新町||2500|2-1307号"},
        {"堺市堺区新町５番１０号（若林ビル３０２）", "新町||5-10|若林ビル302"},
        {"堺市堺区新町１８２６番地１・１階", "新町||1826-1|1階"},
        {"堺市堺区新町１７番２８号みほんビル六階", "新町||17-28|みほんビル六階"}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(parts(text), expected) << text;
}

TEST_F(AddressTest, keeps_branches_of_a_lot_in_the_block) {
    const std::pair<const char*, const char*> cases[] = {{"堺市西区上２３０５番地の１", "上||2305-1|"},
                                                         {"堺市西区上２３２番地１５８", "上||232-158|"},
                                                         {"堺市西区上１０８４－１４０５", "上||1084-1405|"},
                                                         {"堺市西区上２１５７番地ノ３", "上||2157-3|"},
                                                         {"堺市西区上１６５０番地の乙", "上||1650-乙|"},
                                                         {"堺市西区上無番地", "上||無番地|"},
                                                         {"堺市堺区新町３番４２１号見本ビル", "新町||3-421|見本ビル"},
                                                         {"堺市堺区見本町１丁１７番３５－１号", "見本町|1丁|17-35-1|"}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(parts(text), expected) << text;
}

TEST_F(AddressTest, tells_a_second_lot_as_rest) {
    const auto address = read("堺市西区上３００番地・３０１番地の１");
    EXPECT_EQ(address.block, "300");
    EXPECT_EQ(address.building, "");
    EXPECT_EQ(address.rest, "301番地の1");
}

TEST_F(AddressTest, does_not_take_a_short_name_inside_a_longer_one_it_does_not_know) {
    const auto address = read("堺市西区上野芝町3番");
    EXPECT_EQ(address.level, AddressLevel::municipality);
    EXPECT_EQ(address.town, "");
    EXPECT_EQ(address.rest, "上野芝町3番");
    EXPECT_TRUE(has(address, AddressNote::town_unknown));
}

TEST_F(AddressTest, finds_a_town_with_a_missing_or_moved_cho_and_says_so) {
    for (const auto* text :
         {"堺市西区浜寺見本西二丁63番地", "堺市西区浜寺見本西町二丁63番地", "堺市西区浜寺見本ノ町西二丁63番地"}) {
        const auto address = read(text);
        EXPECT_EQ(address.town, "浜寺見本町西") << text;
        EXPECT_EQ(address.chome, 2) << text;
        EXPECT_EQ(address.block, "63") << text;
        EXPECT_TRUE(has(address, AddressNote::town_spelled_otherwise)) << text;
    }
}

TEST_F(AddressTest, completes_city_and_ward_only_when_the_town_is_the_only_one) {
    const auto found = read("堺市見本町1丁2番3号");
    EXPECT_EQ(found.municipality, "堺市堺区");
    EXPECT_TRUE(has(found, AddressNote::municipality_completed));
    const auto ambiguous = read("大阪府堺市新町5番10号");
    EXPECT_EQ(ambiguous.level, AddressLevel::municipality);
    EXPECT_EQ(ambiguous.municipality, "堺市");
    EXPECT_EQ(ambiguous.town, "");
    EXPECT_EQ(ambiguous.rest, "新町5番10号");
    EXPECT_TRUE(has(ambiguous, AddressNote::town_ambiguous));
}

TEST_F(AddressTest, knows_towns_of_districts_with_and_without_the_district) {
    for (const auto* text : {"大阪府豊能郡豊能町寺田字上ノ垣内12", "豊能町寺田上の垣内12番地",
                             "大阪府豊能郡豊能町大字寺田小字上ノ垣内１２"}) {
        const auto address = read(text);
        EXPECT_EQ(address.municipality, "豊能郡豊能町") << text;
        EXPECT_EQ(address.town, "寺田") << text;
        EXPECT_EQ(address.koaza, "上ノ垣内") << text;
        EXPECT_EQ(address.block, "12") << text;
        EXPECT_DOUBLE_EQ(address.position->lat, 34.9) << text;
    }
    EXPECT_EQ(parts("東大阪市横小路12"), "横小路||12|");
    EXPECT_EQ(parts("東大阪市大字横小路12"), "横小路||12|");
}

TEST_F(AddressTest, takes_a_position_from_the_middle_of_the_chome_when_none_was_written) {
    const auto address = read("堺市堺区見本町");
    EXPECT_EQ(address.level, AddressLevel::town);
    ASSERT_TRUE(address.position);
    EXPECT_NEAR(address.position->lat, 34.58, 1e-9);
    EXPECT_FALSE(read("大阪市北区中之島1").position);
}

TEST_F(AddressTest, says_how_far_it_got) {
    EXPECT_EQ(read("").level, AddressLevel::none);
    EXPECT_EQ(read("ほげ").level, AddressLevel::none);
    EXPECT_EQ(read("大阪府").level, AddressLevel::prefecture);
    EXPECT_EQ(read("大阪府堺市").municipality, "堺市");
    EXPECT_EQ(read("大阪府堺市西区").level, AddressLevel::municipality);
    const auto elsewhere = read("東京都新宿区上落合２丁目１１番１号");
    EXPECT_EQ(elsewhere.level, AddressLevel::prefecture);
    EXPECT_TRUE(has(elsewhere, AddressNote::outside_dictionary));
    EXPECT_EQ(elsewhere.rest, "新宿区上落合2丁目11番1号");
    EXPECT_TRUE(has(read("焼津市本町1-2-3"), AddressNote::outside_dictionary));
}

TEST_F(AddressTest, leaves_the_addresses_of_kyoto_alone) {
    for (const auto* text : {"京都府京都市下京区四条通烏丸東入長刀鉾町8", "京都市上京区今出川通烏丸西入上る1"}) {
        const auto address = read(text);
        EXPECT_TRUE(has(address, AddressNote::kyoto_style)) << text;
        EXPECT_EQ(address.town, "") << text;
    }
}

TEST_F(AddressTest, reads_postal_codes_only_where_they_stand) {
    EXPECT_EQ(read("〒590-0014大阪府堺市堺区新町1").postal_code, "590-0014");
    EXPECT_EQ(read("５９０－００１４　堺市堺区新町1").postal_code, "590-0014");
    EXPECT_EQ(read("〒5900014 堺市堺区新町1").postal_code, "590-0014");
    EXPECT_EQ(read("堺市堺区新町590-0014").postal_code, "");
}

TEST_F(AddressTest, survives_anything) {
    const std::string endless(100'000, '1');
    EXPECT_EQ(read("堺市堺区新町" + endless).block, "");
    EXPECT_EQ(read("堺市堺区新町1-1-1-1-1-1-1-1-1-1-1").block, "1-1-1-1");
    EXPECT_EQ(read("\xFF\xFE堺市").level, AddressLevel::none);
    EXPECT_EQ(read("丁目番地号－－－").level, AddressLevel::none);
    EXPECT_EQ(AddressBook().size(), 0U);
    EXPECT_EQ(read_address(AddressBook(), "大阪府堺市堺区新町1").level, AddressLevel::prefecture);
}

// Letters that mean something to the reader, in any order.
TEST_F(AddressTest, puts_every_letter_of_any_text_somewhere_or_nowhere_but_never_fails) {
    const std::vector<std::string> pieces = {"大阪府", "堺市", "堺区", "見本町", "新町", "上",   "一",       "十",
                                             "3",      "１２", "丁",   "丁目",   "番",   "番地", "号",       "の",
                                             "－",     "-",    "ー",   "・",     " ",    "（",   "）",       "大字",
                                             "字",     "階",   "ビル", "甲",     "Ａ",   "〒",   "590-0014", "【"};
    std::mt19937 random(20261122);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto count = random() % 12; count > 0; --count) text += pieces[random() % pieces.size()];
        const auto address = read(text);
        EXPECT_EQ(address.level >= AddressLevel::town, !address.town.empty()) << text;
        EXPECT_EQ(address.level == AddressLevel::block, !address.block.empty()) << text;
        EXPECT_EQ(address.chome > 0, !address.chome_text.empty()) << text;
        EXPECT_FALSE(address.building.starts_with(" ") || address.building.ends_with(" ")) << text;
        // Without a 丁目 the number alone would read as one.
        const bool is_whole = address.chome > 0 && !address.block.empty() && address.koaza.empty();
        if (is_whole && address.building.empty() && address.rest.empty()) {
            EXPECT_EQ(to_place_key(read(to_text(address))), to_place_key(address)) << text;
        }
    }
}

}  // namespace
}  // namespace hub::places
