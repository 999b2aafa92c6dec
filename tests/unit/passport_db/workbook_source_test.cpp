#include <gtest/gtest.h>

#include "connectors/passport_db/import/tables/workbook_numbers.hpp"
#include "tests/unit/passport_db/table_files.hpp"

namespace hub::passport_db {
namespace {

using Cells = std::vector<std::string>;
using Parts = std::vector<std::pair<std::string, std::string>>;

constexpr auto kWorkbook =
    R"(<workbook xmlns:r="r"><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>)";
constexpr auto kRelations =
    R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)";
// Styles: 0 plain, 1 a day by a format of Excel's, 2 a day and 3 a time by formats of the workbook's own.
constexpr auto kStyles = R"(<styleSheet><numFmts><numFmt numFmtId="176" formatCode="m&quot;月&quot;d&quot;日&quot;"/>
    <numFmt numFmtId="177" formatCode="h:mm;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>
    <xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>)";

// A workbook with one sheet of these rows.
Parts workbook(const std::string& rows, const std::string& strings = "") {
    return {{"xl/workbook.xml", kWorkbook},
            {"xl/_rels/workbook.xml.rels", kRelations},
            {"xl/styles.xml", kStyles},
            {"xl/sharedStrings.xml", "<sst>" + strings + "</sst>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

WholeTable read(const Parts& parts, const TableForm& form = {}, const TableLimits& limits = {}) {
    const TestFolder folder;
    return read_whole(folder.write_zip("list.xlsx", parts), form, limits);
}

std::string inline_cell(const std::string& at, const std::string& text) {
    return "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
const std::string kHeaderRow =
    "<row r=\"1\">" + inline_cell("A1", "a") + inline_cell("B1", "b") + inline_cell("C1", "c") + "</row>";

TEST(Workbook, reads_shared_strings_without_their_furigana) {
    const auto table = read(workbook(
        kHeaderRow +
            R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>9</v></c></row>)",
        R"(<si><t>両方</t><rPh sb="0" eb="2"><t>リョウホウ</t></rPh></si><si><r><t>上_x000D_
</t></r><r><rPr/><t>下</t></r></si>)"));
    EXPECT_EQ(table.error, "") << table.detail;
    EXPECT_EQ(table.header, (Cells{"a", "b", "c"}));
    EXPECT_EQ(table.rows.at(0).cells, (Cells{"両方", "上\r\n下", ""}));
}

TEST(Workbook, shows_days_and_times_as_a_person_sees_them) {
    const auto table = read(workbook(kHeaderRow +
                                     R"(<row r="5"><c r="A5" s="1"><v>46001</v></c><c r="B5" s="3"><v>0.375</v></c>
                                        <c r="C5"><v>0.375</v></c></row>
                                        <row r="7"><c r="A7" s="2"><v>46001.5625</v></c><c r="C7"><v>12</v></c></row>)"));
    ASSERT_EQ(table.rows.size(), 2u) << table.detail;
    EXPECT_EQ(table.rows[0].line, 5);
    EXPECT_EQ(table.rows[0].cells, (Cells{"2025-12-10", "9:00", "0.375"}));
    EXPECT_EQ(table.rows[1].cells, (Cells{"2025-12-10 13:30", "", "12"}));
}

TEST(Workbook, takes_the_saved_value_of_a_formula_and_never_the_formula) {
    const auto table = read(workbook(
        kHeaderRow +
        R"(<row r="2"><c r="A2" t="str"><f>CONCATENATE("x","y")</f><v>xy</v></c><c r="B2"><f>1+1</f><v>2</v></c>
                        <c r="C2" t="b"><f>TRUE()</f><v>1</v></c></row>)"));
    EXPECT_EQ(table.rows.at(0).cells, (Cells{"xy", "2", "1"}));
}

TEST(Workbook, fills_cells_that_the_sheet_leaves_out_and_passes_empty_rows) {
    const auto table = read(
        workbook(kHeaderRow + R"(<row r="2"/><row r="3"><c r="C3"><v>3</v></c><c r="E3" t="str"><v></v></c></row>)"));
    ASSERT_EQ(table.rows.size(), 1u);
    EXPECT_EQ(table.rows[0].line, 3);
    EXPECT_EQ(table.rows[0].cells, (Cells{"", "", "3"}));
}

TEST(Workbook, finds_a_sheet_by_its_name) {
    TableForm form;
    form.sheet = "一覧";
    EXPECT_EQ(read(workbook(kHeaderRow), form).error, "");
    form.sheet = "ない";
    EXPECT_EQ(read(workbook(kHeaderRow), form).detail, "the workbook has no sheet named ない");
}

TEST(Workbook, that_is_damaged_or_too_large_is_refused) {
    auto parts = workbook(kHeaderRow);
    parts.back().second = "<worksheet><sheetData><row";
    EXPECT_EQ(read(parts).error, "import.workbook");
    parts.pop_back();
    EXPECT_EQ(read(parts).error, "import.damaged");
    TableLimits limits;
    limits.workbook_bytes = 100 * 1024;
    EXPECT_EQ(read(workbook(kHeaderRow + "<!--" + std::string(1'000'000, ' ') + "-->"), {}, limits).error,
              "import.too_large");
    EXPECT_EQ(read(workbook("<row><c r=\"ZZZ1\"><v>1</v></c></row>")).error, "import.workbook");
    const TestFolder folder;
    const auto whole = folder.write_zip("list.xlsx", workbook(kHeaderRow));
    std::ifstream stream(whole, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    for (std::size_t size = 4; size < bytes.size(); size += 37)
        EXPECT_NE(read_whole(folder.write("cut.xlsx", bytes.substr(0, size))).error, "") << size;
}

TEST(Workbook, whose_small_parts_describe_too_many_cells_is_refused) {
    std::string cells = "<row>";
    for (int cell = 0; cell < 2'000'000; ++cell) cells += "<c/>";
    EXPECT_EQ(read(workbook(cells + "</row>")).error, "import.too_large");
}

TEST(WorkbookNumbers, know_a_day_or_a_time_by_its_format) {
    EXPECT_EQ(look_of_code("yyyy/m/d"), NumberLook::day);
    EXPECT_EQ(look_of_code("[$-411]ggge\"年\"m\"月\"d\"日\";@"), NumberLook::day);
    EXPECT_EQ(look_of_code("m/d h:mm"), NumberLook::day_and_time);
    EXPECT_EQ(look_of_code("h:mm AM/PM"), NumberLook::time);
    EXPECT_EQ(look_of_code("[h]:mm"), NumberLook::time);
    EXPECT_EQ(look_of_code("#,##0\"名\""), NumberLook::plain);
    EXPECT_EQ(look_of_code("0.00_);[Red]\\(0.00\\)"), NumberLook::plain);
    EXPECT_EQ(look_of_code("General"), NumberLook::plain);
    EXPECT_EQ(look_of_builtin(58), NumberLook::day);
    EXPECT_EQ(look_of_builtin(20), NumberLook::time);
    EXPECT_EQ(look_of_builtin(0), NumberLook::plain);
}

TEST(WorkbookNumbers, stay_numbers_when_they_are_no_day) {
    EXPECT_EQ(shown_number("46001", NumberLook::day, false), "2025-12-10");
    EXPECT_EQ(shown_number("44539", NumberLook::day, true), "2025-12-10");
    EXPECT_EQ(shown_number("0.8333333333", NumberLook::time, false), "20:00");
    for (const auto* wrong : {"-1", "1e300", "nan", "", "x", "99999999"})
        EXPECT_EQ(shown_number(wrong, NumberLook::day, false), wrong);
}

}  // namespace
}  // namespace hub::passport_db
