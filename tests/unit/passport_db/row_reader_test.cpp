#include "connectors/passport_db/import/row_reader.hpp"

#include <gtest/gtest.h>

namespace hub::passport_db {
namespace {

const CodeLists kCodes = {{{"飲食業", "01"}, {"01", "01"}, {"小売業", "02"}, {"02", "02"}},
                          {{"割引", "01"}, {"01", "01"}, {"おむつ替え", "05"}, {"05", "05"}}};

// A reader for one list and what it said about the last row.
struct Reader {
    explicit Reader(const std::string& mapping, const std::string& csv)
        : table(read_csv(csv).value()), reader(RowReader::make(parse_mapping(mapping).value(), table.header).value()) {}
    std::optional<ShopRecord> shop(std::size_t row = 0) {
        return reader.read_shop(table.rows.at(row), kCodes, refused);
    }
    std::optional<PlaceRecord> place(std::size_t row = 0) { return reader.read_place(table.rows.at(row), refused); }

    CsvTable table;
    RowReader reader;
    std::vector<RefusedCell> refused;
};

constexpr auto kShops =
    R"({"kind": "shops", "source": "list", "skip": [{"column": "閉店", "equals": "1", "reason": "closed"}],
    "fields": {"source_key": {"column": "番号"}, "programme": {"constant": "1"}, "name": {"column": "名前"},
               "tel": {"column": "電話"}, "url": {"column": "URL", "otherwise": ""}, "lat": {"column": "緯度"},
               "lng": {"column": "経度"}, "is_chain": {"column": "チェーン"},
               "comment": {"columns": ["名前", "電話"], "join": "／", "default": "なし"}},
    "genres": [{"column": "業種1"}, {"column": "業種2"}],
    "benefits": [{"code": {"column": "種別"}, "title": {"column": "特典"}, "detail": {"constant": "条件"}},
                 {"code": {"constant": "05"}, "title": {"column": "おむつ", "map": {"○": "おむつ替えあり"}}}]})";
constexpr auto kHeader = "番号,名前,電話,URL,緯度,経度,チェーン,業種1,業種2,種別,特典,おむつ,閉店\n";

Reader shops(const std::string& rows) { return Reader(kShops, kHeader + rows); }

TEST(RowReader, makes_a_shop_of_a_row) {
    auto reader = shops("7, 店 ,(06)0000-0001,a.example.jp,34.5,135.5,○,飲食業,02,割引,10%引き,○,\n");
    const auto shop = reader.shop();
    ASSERT_TRUE(shop.has_value()) << reader.refused.at(0).reason;
    EXPECT_EQ(shop->source_key, "7");
    EXPECT_EQ(shop->name, "店");
    EXPECT_EQ(shop->tel, "06-0000-0001");
    EXPECT_EQ(shop->url, "http://a.example.jp");
    EXPECT_DOUBLE_EQ(shop->position->lat, 34.5);
    EXPECT_EQ(shop->position_source, "own_list");
    EXPECT_TRUE(shop->is_chain);
    EXPECT_EQ(shop->comment, "店／(06)0000-0001");
    EXPECT_EQ(shop->genres, (std::vector<std::string>{"01", "02"}));
    ASSERT_EQ(shop->benefits.size(), 2u);
    EXPECT_EQ(shop->benefits[0].code, "01");
    EXPECT_EQ(shop->benefits[0].detail, "条件");
    EXPECT_EQ(shop->benefits[1].title, "おむつ替えあり");
}

TEST(RowReader, takes_a_row_with_only_what_is_required) {
    auto reader = shops("7,店,,,,,,,,,,,\n");
    const auto shop = reader.shop();
    ASSERT_TRUE(shop.has_value());
    EXPECT_FALSE(shop->position.has_value());
    EXPECT_TRUE(shop->genres.empty());
    EXPECT_TRUE(shop->benefits.empty());
}

TEST(RowReader, names_every_wrong_cell_of_a_row) {
    auto reader = shops(",,123,なし,135.5,34.5,たぶん,飲食店,01,,10%引き,あり,\n");
    EXPECT_FALSE(reader.shop().has_value());
    std::vector<std::string> columns;
    for (const auto& cell : reader.refused) {
        EXPECT_EQ(cell.line, 2);
        columns.push_back(cell.column);
    }
    EXPECT_EQ(columns,
              (std::vector<std::string>{"番号", "名前", "電話", "チェーン", "緯度", "業種1", "種別", "おむつ"}));
    EXPECT_NE(reader.refused[4].reason.find("swapped"), std::string::npos);
    EXPECT_NE(reader.refused[5].reason.find("did you mean \"飲食業\""), std::string::npos);
}

TEST(RowReader, wants_both_halves_of_a_position) {
    auto reader = shops("7,店,,,34.5,,,,,,,,\n");
    EXPECT_FALSE(reader.shop().has_value());
    ASSERT_EQ(reader.refused.size(), 1u);
    EXPECT_EQ(reader.refused[0].column, "経度");
}

TEST(RowReader, refuses_numbers_that_are_none) {
    for (const auto* number : {"nan", "inf", "34,5", "34.5N", "1e999", "0x10"}) {
        auto reader = shops("7,店,,,\"" + std::string(number) + "\",135,,,,,,,\n");
        EXPECT_FALSE(reader.shop().has_value()) << number;
    }
}

TEST(RowReader, refuses_a_row_of_another_width) {
    auto reader = shops("7,店\n");
    EXPECT_FALSE(reader.shop().has_value());
    ASSERT_EQ(reader.refused.size(), 1u);
    EXPECT_EQ(reader.refused[0].reason, "has 2 columns, the header has 13");
}

TEST(RowReader, counts_characters_and_not_bytes) {
    std::string name;
    for (int index = 0; index < 200; ++index) name += "店";
    auto reader = shops("7," + name + ",,,,,,,,,,,\n7," + name + "店,,,,,,,,,,,\n");
    EXPECT_TRUE(reader.shop(0).has_value());
    EXPECT_FALSE(reader.shop(1).has_value());
}

TEST(RowReader, says_which_rows_are_left_out_on_purpose) {
    auto reader = shops("7,店,,,,,,,,,,,1\n8,店,,,,,,,,,,,0\n");
    EXPECT_EQ(reader.reader.skip_reason(reader.table.rows[0]), "closed");
    EXPECT_FALSE(reader.reader.skip_reason(reader.table.rows[1]).has_value());
}

TEST(RowReader, finds_columns_by_name_in_any_order) {
    const std::string mapping = R"({"kind": "places", "source": "x", "fields": {"source_key": {"column": "n"},
        "name": {"column": "n"}, "kind": {"constant": "city"}, "lat": {"column": "緯度"}, "lng": {"column": "経度"}}})";
    Reader first(mapping, "n,緯度,経度\nx,34.5,135.5\n");
    Reader second(mapping, "経度,n,緯度\n135.5,x,34.5\n");
    EXPECT_DOUBLE_EQ(first.place()->position.lat, second.place()->position.lat);
}

TEST(RowReader, names_all_missing_and_doubled_columns) {
    const auto reader = RowReader::make(parse_mapping(kShops).value(), {"番号", "名まえ", "電話", "電話", "URL"});
    ASSERT_FALSE(reader.ok());
    EXPECT_EQ(reader.error().fields.size(), 11u);
    EXPECT_EQ(reader.error().kind, ErrorKind::invalid);
}

TEST(RowReader, wants_a_position_and_a_kind_of_every_place) {
    const std::string mapping = R"({"kind": "places", "source": "x", "fields": {"source_key": {"column": "n"},
        "name": {"column": "n"}, "kind": {"column": "k"}, "lat": {"column": "y"}, "lng": {"column": "x"},
        "weight": {"column": "w"}}})";
    Reader reader(mapping, "n,k,y,x,w\nx,station,34.5,135.5,-5\nx,station,,,1\nx,駅,34.5,135.5,1.5\n");
    EXPECT_EQ(reader.place(0)->weight, -5);
    EXPECT_FALSE(reader.place(1).has_value());
    EXPECT_EQ(reader.refused.at(0).column, "y");
    EXPECT_FALSE(reader.place(2).has_value());
    EXPECT_EQ(reader.refused.at(1).column, "k");
    EXPECT_EQ(reader.refused.at(2).column, "w");
}

TEST(ImportReport, is_told_in_text_and_json) {
    ImportReport report;
    report.source = "list";
    report.read = 4;
    report.inserted = 1;
    report.skipped["closed"] = 1;
    report.refused_rows = 2;
    report.refused = {{3, "名前", "is empty"}, {5, "", "has 2 columns, the header has 3"}};
    EXPECT_EQ(to_text(report),
              "line 3, column 名前: is empty\nline 5: has 2 columns, the header has 3\n"
              "list: 4 rows read, 1 inserted, 0 updated, 0 unchanged, 1 skipped (closed), 2 refused");
    EXPECT_NE(to_json(report).find(R"("refused":[{"line":3,"column":"名前","reason":"is empty"})"), std::string::npos);
    EXPECT_EQ(exit_code(report), 3);
    EXPECT_EQ(exit_code(ImportReport{}), 0);
}

}  // namespace
}  // namespace hub::passport_db
