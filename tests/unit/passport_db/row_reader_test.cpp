#include "connectors/passport_db/import/row_reader.hpp"

#include <gtest/gtest.h>

#include "tests/unit/passport_db/table_files.hpp"

namespace hub::passport_db {
namespace {

const CodeLists kCodes = {{{"飲食業", "01"}, {"01", "01"}, {"小売業", "02"}, {"02", "02"}},
                          {{"割引", "01"}, {"01", "01"}, {"おむつ替え", "05"}, {"05", "05"}, {"授乳室", "06"}},
                          {{"公園", "park"}, {"park", "park"}}};

// A reader for one list and what it said about the last row.
struct Reader {
    explicit Reader(const std::string& mapping, const std::string& csv)
        : table(read_text(csv)), reader(RowReader::make(parse_mapping(mapping).value(), table.header).value()) {}
    std::optional<ShopRecord> shop(std::size_t row = 0) {
        return reader.read_shop(table.rows.at(row), kCodes, refused);
    }
    std::optional<FacilityRecord> facility(std::size_t row = 0) {
        return reader.read_facility(table.rows.at(row), kCodes, refused);
    }
    std::optional<EventRecord> event(std::size_t row = 0) { return reader.read_event(table.rows.at(row), refused); }
    std::optional<PlaceRecord> place(std::size_t row = 0) { return reader.read_place(table.rows.at(row), refused); }

    WholeTable table;
    RowReader reader;
    std::vector<Finding> refused;
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
    auto reader = shops(",,123,なし,135.5,0,たぶん,飲食店,01,,10%引き,あり,\n");
    EXPECT_FALSE(reader.shop().has_value());
    std::vector<std::string> columns;
    for (const auto& cell : reader.refused) {
        EXPECT_EQ(cell.line, 2);
        if (cell.kind == FindingKind::refused) columns.push_back(cell.column);
    }
    EXPECT_EQ(columns,
              (std::vector<std::string>{"番号", "名前", "電話", "チェーン", "緯度", "業種1", "種別", "おむつ"}));
    EXPECT_EQ(reader.refused[2].value, "123");
    EXPECT_EQ(reader.refused[2].reason, "市外局番のある電話番号ではありません");
    EXPECT_EQ(reader.refused[3].kind, FindingKind::corrected);  // the URL, which the mapping lets go
}

TEST(RowReader, sets_swapped_degrees_right_and_refuses_what_is_not_in_japan) {
    auto reader = shops("7,店,,,135.5,34.5,,,,,,,\n7,店,,,48.8,2.3,,,,,,,\n7,店,,,0,0,,,,,,,\n");
    EXPECT_DOUBLE_EQ(reader.shop(0)->position->lat, 34.5);
    ASSERT_EQ(reader.refused.size(), 1u);
    EXPECT_EQ(reader.refused[0].kind, FindingKind::corrected);
    EXPECT_EQ(reader.refused[0].reason, "緯度と経度が入れ替わっていたため直しました");
    EXPECT_FALSE(reader.shop(1).has_value());
    EXPECT_EQ(reader.refused[1].reason, "日本の外の位置です");
    EXPECT_FALSE(reader.shop(2).has_value());
}

constexpr auto kFacilities = R"({"kind": "facilities", "source": "list", "fields": {"source_key": {"column": "番号"},
    "kind": {"column": "種類"}, "name": {"column": "名前"}, "position": {"column": "位置"},
    "city": {"column": "区", "prefix": "大阪市"}, "opening_hours": {"pattern": "{曜日} {開始}～{終了}"}},
    "services": [{"column": "提供", "map": {"おむつ": "おむつ替え"}, "otherwise": ""}, {"column": "乳", "map": {"○": "06"}}]})";

TEST(RowReader, makes_a_facility_of_a_row) {
    Reader whole(kFacilities,
                 "番号,種類,名前,位置,区,曜日,開始,終了,提供,乳\n"
                 "1,公園,\"広い\n公園\",\"34.7, 135.5\",北区,月火,9:00,17:00,おむつ,\n"
                 "2,park,別,\",\",,月火,9:00,-,なし,\n3,池,下,34.7,,,,,,\n");
    const auto facility = whole.facility(0);
    ASSERT_TRUE(facility.has_value()) << whole.refused.at(0).reason;
    EXPECT_EQ(facility->kind, "park");
    EXPECT_EQ(facility->name, "広い 公園");
    EXPECT_DOUBLE_EQ(facility->position->lng, 135.5);
    EXPECT_EQ(facility->city, "大阪市北区");
    EXPECT_EQ(facility->opening_hours, "月火 9:00～17:00");
    EXPECT_EQ(facility->services, std::vector<std::string>{"05"});
    const auto second = whole.facility(1);
    ASSERT_TRUE(second.has_value());
    EXPECT_FALSE(second->position.has_value());
    EXPECT_EQ(second->city, "");
    EXPECT_EQ(second->opening_hours, "月火 9:00");
    EXPECT_FALSE(whole.facility(2).has_value());
    EXPECT_EQ(whole.refused.at(0).reason, "「池」はコード表（facility）の名前でもコードでもありません");
    EXPECT_EQ(whole.refused.at(1).reason, "緯度と経度をコンマで区切って書いてください");
}

constexpr auto kEvents =
    R"({"kind": "events", "source": "list", "month": "2026-05", "fields": {"source_key": {"column": "番号"},
    "programme": {"constant": "1"}, "title": {"column": "名前"}, "starts_on": {"column": "初日"}, "ends_on": {"column": "末日"},
    "start_time": {"column": "開始"}, "end_time": {"column": "終了"}, "body": {"column": "説明"}}})";

TEST(RowReader, makes_an_event_of_a_row) {
    Reader reader(kEvents,
                  "番号,名前,初日,末日,開始,終了,説明\n1,会,5/16/2026,6月1日（月）,9：30,0.75,\"一\n二\"\n"
                  "2,会,2026/9/1,2026/3/31,,,\n3,会,2026/9/1,,-,-,\n4,会,随時,,,,\n");
    const auto event = reader.event(0);
    ASSERT_TRUE(event.has_value()) << reader.refused.at(0).reason;
    EXPECT_EQ(event->starts_on, "2026-05-16");
    EXPECT_EQ(event->ends_on, "2026-06-01");
    EXPECT_EQ(event->time_text, "9:30～18:00");
    EXPECT_EQ(event->body, "一\n二");
    EXPECT_FALSE(reader.event(1).has_value());
    EXPECT_EQ(reader.refused.at(0).reason, "終了日が開始日（2026-09-01）より前です");
    EXPECT_EQ(reader.event(2)->ends_on, "2026-09-01");
    EXPECT_EQ(reader.refused.at(1).kind, FindingKind::corrected);
    EXPECT_EQ(reader.event(2)->time_text, "");
    EXPECT_FALSE(reader.event(3).has_value());
    EXPECT_EQ(reader.refused.back().reason, "日付が読み取れません");
}

TEST(RowReader, wants_both_halves_of_a_position) {
    auto reader = shops("7,店,,,34.5,,,,,,,,\n");
    EXPECT_FALSE(reader.shop().has_value());
    ASSERT_EQ(reader.refused.size(), 1u);
    EXPECT_EQ(reader.refused[0].column, "経度");
    EXPECT_EQ(reader.refused[0].reason, "緯度と経度の片方しかありません");
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
    EXPECT_EQ(reader.refused[0].reason, "列が2個あります。見出しは13個です");
}

TEST(RowReader, trusts_neither_key_nor_sign_of_a_row_of_another_width) {
    Reader reader(
        R"({"kind": "shops", "source": "list", "skip": [{"column": "閉店", "equals": "1", "reason": "closed"}],
            "fields": {"source_key": {"column": "番号"}, "programme": {"constant": "1"}, "name": {"column": "名前"}}})",
        "名前,閉店,番号\n店,0,7\n店,の,1,0,7\n店,1\n");
    EXPECT_EQ(reader.reader.key_of(reader.table.rows.at(0)), "7");
    for (const std::size_t row : {1, 2}) {
        EXPECT_EQ(reader.reader.key_of(reader.table.rows.at(row)), "") << row;
        EXPECT_FALSE(reader.reader.skip_reason(reader.table.rows.at(row)).has_value()) << row;
        EXPECT_FALSE(reader.shop(row).has_value()) << row;
    }
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

TEST(RowReader, takes_the_other_value_for_one_without_its_form) {
    Reader reader(
        R"({"kind": "shops", "source": "list", "fields": {"source_key": {"column": "番号"}, "programme": {"constant": "1"},
            "name": {"column": "番号"}, "tel": {"column": "電話", "otherwise": "06-0000-0009"},
            "url": {"column": "URL", "otherwise": "なし"}}})",
        "番号,電話,URL\n7,非公開,未定\n");
    const auto shop = reader.shop();
    ASSERT_TRUE(shop.has_value());
    EXPECT_EQ(shop->tel, "06-0000-0009");
    EXPECT_EQ(shop->url, "") << "what is taken instead must have the form as well";
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

TEST(RowReader, takes_the_operator_off_the_name_of_a_station) {
    const char* mapping = R"({"kind": "places", "source": "stations", "fields": {"source_key": {"column": "番号"},
        "name": {"column": "名前"}, "kind": {"column": "種類"}, "lat": {"constant": "34.7"}, "lng": {"constant": "135.5"}}})";
    Reader reader(mapping, "番号,名前,種類\n1,大阪梅田(阪急電鉄),station\n2,見本（北館）,facility\n");
    EXPECT_EQ(reader.place(0)->name, "大阪梅田");
    EXPECT_EQ(reader.place(0)->label, "阪急");
    EXPECT_EQ(reader.place(1)->name, "見本（北館）");
}

TEST(RowReader, refuses_a_label_that_is_too_long_and_takes_no_more_names_than_there_is_room_for) {
    const char* mapping = R"({"kind": "places", "source": "stations", "fields": {"source_key": {"column": "番号"},
        "name": {"column": "名前"}, "kind": {"constant": "station"}, "aliases": {"column": "別名"},
        "lat": {"constant": "34.7"}, "lng": {"constant": "135.5"}}})";
    std::string operator_name;
    for (int count = 0; count < 51; ++count) operator_name += "鉄";
    std::string names = "名1";
    for (int count = 2; count <= 21; ++count) names += "、名" + std::to_string(count);
    Reader reader(mapping, "番号,名前,別名\n1,見本(" + operator_name + "),\n2,見本," + names + "\n");
    EXPECT_FALSE(reader.place(0).has_value());
    ASSERT_EQ(reader.refused.size(), 1U);
    EXPECT_EQ(reader.refused[0].column, "名前");
    const auto place = reader.place(1);
    ASSERT_TRUE(place.has_value());
    EXPECT_EQ(place->aliases.size(), 20U);
    EXPECT_EQ(place->aliases.back(), "名20");
    ASSERT_EQ(reader.refused.size(), 2U);
    EXPECT_EQ(reader.refused[1].kind, FindingKind::corrected);
    EXPECT_EQ(reader.refused[1].column, "別名");
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

}  // namespace
}  // namespace hub::passport_db
