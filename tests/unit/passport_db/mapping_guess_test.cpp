#include "connectors/passport_db/import/guess/mapping_guess.hpp"

#include <gtest/gtest.h>

#include "connectors/passport_db/import/guess/cell_shapes.hpp"
#include "connectors/passport_db/import/row_reader.hpp"
#include "tests/unit/passport_db/table_files.hpp"

namespace hub::passport_db {
namespace {

// The mapping drafted for a file, which must be one that an import takes.
Mapping guessed(const std::string& text, MappingDraft* whole = nullptr, std::optional<ListKind> kind = std::nullopt) {
    const TestFolder folder;
    auto draft = guess_mapping(folder.write("My List-2026.csv", text), kind);
    EXPECT_TRUE(draft.ok()) << draft.error().detail;
    auto mapping = parse_mapping(draft->json);
    EXPECT_TRUE(mapping.ok()) << draft->json;
    if (whole != nullptr) *whole = std::move(*draft);
    return mapping ? *mapping : Mapping{};
}

std::string column_of(const Mapping& mapping, const std::string& field) {
    const auto rule = mapping.fields.find(field);
    return rule == mapping.fields.end() || rule->second.columns.empty() ? "" : rule->second.columns.front();
}

TEST(CellShapes, are_known_by_what_is_in_the_cell) {
    EXPECT_EQ(shape_of("06-0000-0001"), CellShape::phone);
    EXPECT_EQ(shape_of("（０６）００００－０００１"), CellShape::phone);
    EXPECT_EQ(shape_of("530-0001"), CellShape::postal_code);
    EXPECT_EQ(shape_of("https://example.jp/"), CellShape::url);
    EXPECT_EQ(shape_of("34.7"), CellShape::latitude);
    EXPECT_EQ(shape_of("135.5"), CellShape::longitude);
    EXPECT_EQ(shape_of("34.7,135.5"), CellShape::position);
    EXPECT_EQ(shape_of("5月10日（日）"), CellShape::day);
    EXPECT_EQ(shape_of("2026/5/10"), CellShape::day);
    EXPECT_EQ(shape_of("9：00"), CellShape::time);
    EXPECT_EQ(shape_of("大阪府大阪市北区梅田1-2"), CellShape::address);
    EXPECT_EQ(shape_of("コウエン"), CellShape::kana);
    EXPECT_EQ(shape_of("12"), CellShape::number);
    EXPECT_EQ(shape_of("公園"), CellShape::text);
    EXPECT_EQ(shape_of(" - "), CellShape::empty);
}

TEST(MappingGuess, finds_fields_by_the_names_of_columns) {
    MappingDraft draft;
    const auto mapping = guessed(
        "NO,都道府県名,市区町村名,名称,名称_カナ,住所,緯度,経度,電話番号,FAX番号,URL,説明,定休日\n"
        "1,大阪府,堺市,みどり公園,ミドリコウエン,大阪府堺市堺区1-1,34.5,135.4,072-000-0001,072-000-0002,https://"
        "a.example.jp/,広い,\n"
        "2,大阪府,堺市,あお公園,アオコウエン,大阪府堺市堺区1-2,34.6,135.4,072-000-0003,072-000-0004,,狭い,水曜\n",
        &draft);
    EXPECT_EQ(mapping.kind, ListKind::facilities);
    EXPECT_EQ(mapping.source, "my_list_2026");
    const std::map<std::string, std::string> expected = {
        {"source_key", "NO"}, {"name", "名称"},         {"name_kana", "名称_カナ"},
        {"address", "住所"},  {"city", "市区町村名"},   {"lat", "緯度"},
        {"lng", "経度"},      {"tel", "電話番号"},      {"url", "URL"},
        {"comment", "説明"},  {"closed_days", "定休日"}};
    for (const auto& [field, column] : expected) EXPECT_EQ(column_of(mapping, field), column) << field;
    EXPECT_EQ(mapping.fields.at("kind").constant, "park");
    const auto has = [](const std::vector<std::string>& sentences, const std::string& sentence) {
        return std::find(sentences.begin(), sentences.end(), sentence) != sentences.end();
    };
    EXPECT_TRUE(has(draft.sure, "tel is \"電話番号\": by its name, and 2 of 2 cells look like a telephone number"));
    EXPECT_TRUE(has(
        draft.unsure,
        "kind is \"park\" for all rows, after the words in the list; use \"column\" and \"map\" if it mixes kinds"));
}

TEST(MappingGuess, goes_by_the_cells_of_a_list_without_names) {
    MappingDraft draft;
    const auto mapping = guessed(
        "1,さくら図書館,サクラトショカン,530-0001,大阪府大阪市北区梅田1-2,06-0000-0001,34.70,135.50,https://"
        "a.example.jp/\n"
        "2,もみじ図書館,モミジトショカン,530-0002,大阪府大阪市北区梅田1-3,06-0000-0002,34.71,135.51,https://"
        "b.example.jp/\n",
        &draft);
    EXPECT_EQ(mapping.form.header.size(), 9u);
    const std::map<std::string, std::string> expected = {
        {"source_key", "列1"}, {"name", "列2"}, {"name_kana", "列3"}, {"postal_code", "列4"}, {"address", "列5"},
        {"tel", "列6"},        {"lat", "列7"},  {"lng", "列8"},       {"url", "列9"}};
    for (const auto& [field, column] : expected) EXPECT_EQ(column_of(mapping, field), column) << field;
    EXPECT_EQ(mapping.fields.at("kind").constant, "library");
    const auto row = read_text("1,館,ｶﾝ,530-0001,大阪府大阪市北区1,06-0000-0001,34.7,135.5,\n", mapping.form);
    const auto reader = RowReader::make(mapping, row.header);
    ASSERT_TRUE(reader.ok());
    std::vector<Finding> findings;
    const CodeLists codes{{}, {}, {{"library", "library"}}};
    EXPECT_EQ(reader->read_facility(row.rows.at(0), codes, findings)->city, "大阪市北区");
}

TEST(MappingGuess, knows_events_and_shops) {
    const auto events =
        guessed("№,行事名,開催日,開始時間,場所名称,主催\n1,会,5月10日,9:00,館,市\n2,別の会,5月11日,9:00,館,市\n");
    EXPECT_EQ(events.kind, ListKind::events);
    EXPECT_EQ(column_of(events, "title"), "行事名");
    EXPECT_EQ(column_of(events, "period"), "開催日");
    EXPECT_EQ(column_of(events, "start_time"), "開始時間");
    EXPECT_EQ(column_of(events, "venue"), "場所名称");
    const auto shops = guessed("店舗名,業種,特典\nさくら屋,飲食業,10%引き\nもみじ屋,小売業,粗品\n");
    EXPECT_EQ(shops.kind, ListKind::shops);
    EXPECT_EQ(column_of(shops, "name"), "店舗名");
    EXPECT_EQ(shops.genres.at(0).map.at("飲食業"), "その他");
    EXPECT_EQ(shops.benefits.at(0).title.columns.at(0), "特典");
    EXPECT_EQ(shops.fields.at("source_key").transforms.at(0).kind, TransformKind::digest);
}

TEST(MappingGuess, drafts_something_that_can_be_reviewed_of_any_list) {
    for (const auto* text : {"a\n", "a,a\n1,2\n", ",\nx,y\n", "1\n", "x,x,x\n1,2,3\n", "列\n\"上\n下\"\n", "-\n-\n"})
        for (const auto kind : {ListKind::shops, ListKind::facilities, ListKind::events, ListKind::places}) {
            const auto mapping = guessed(text, nullptr, kind);
            EXPECT_EQ(mapping.kind, kind) << text;
            const auto table = read_text(text, mapping.form);
            EXPECT_TRUE(RowReader::make(mapping, table.header).ok()) << text;
        }
}

}  // namespace
}  // namespace hub::passport_db
