#include "connectors/passport_db/import/report.hpp"

#include <gtest/gtest.h>

#include "connectors/passport_db/import/text_table.hpp"

namespace hub::passport_db {
namespace {

ImportReport sample() {
    ImportReport report;
    report.source = "list";
    report.read = 8;
    report.inserted = 1;
    report.updated = 2;
    report.unchanged = 1;
    report.corrected_rows = 1;
    report.closed = 3;
    report.changes = {{"address", 2}, {"tel", 1}};
    report.skipped["closed"] = 2;
    report.refused_rows = 2;
    report.findings = {{FindingKind::refused, 3, "名前", "", "値がありません"},
                       {FindingKind::corrected, 12, "電話", "631-5417", "市外局番がなかったため補いました"}};
    return report;
}

TEST(ImportReport, is_a_table_in_japanese_and_counts_in_english) {
    EXPECT_EQ(to_text(sample()),
              "区分      行  列    値        理由\n"
              "取込不可  3   名前            値がありません\n"
              "修正      12  電話  631-5417  市外局番がなかったため補いました\n"
              "list: 8 rows read, 2 skipped (closed), 4 accepted (1 corrected, 0 doubtful), 2 refused; 1 inserted, 2 "
              "updated, "
              "1 unchanged, 3 closed\nchanged in the updated rows: address 2, tel 1");
    EXPECT_EQ(exit_code(sample()), 3);
    EXPECT_EQ(exit_code(ImportReport{}), 0);
}

TEST(ImportReport, says_what_did_not_happen) {
    auto report = sample();
    report.closing = Closing::too_many;
    report.nothing_stored = true;
    report.dry_run = true;
    report.findings_left_out = 5;
    const auto text = to_text(report);
    EXPECT_NE(text.find("ほかに5件"), std::string::npos);
    EXPECT_NE(text.find("3 stored rows are not in the list"), std::string::npos);
    EXPECT_NE(text.find("because rows were refused"), std::string::npos);
    EXPECT_NE(text.find("dry run"), std::string::npos);
    EXPECT_NE(text.find(", 0 closed"), std::string::npos);
}

TEST(ImportReport, is_told_in_json) {
    EXPECT_EQ(
        to_json(sample()),
        R"({"source":"list","read":8,"accepted":4,"corrected":1,"doubtful":0,"refused":2,"inserted":1,"updated":2,)"
        R"("unchanged":1,"closed":3,"closing":"done","nothing_stored":false,"dry_run":false,)"
        R"("changes":{"address":2,"tel":1},"skipped":{"closed":2},"findings":[)"
        R"({"kind":"refused","line":3,"column":"名前","value":"","reason":"値がありません"},)"
        R"({"kind":"corrected","line":12,"column":"電話","value":"631-5417",)"
        R"("reason":"市外局番がなかったため補いました"}],"findings_left_out":0})");
}

TEST(ImportReport, is_csv_that_no_spreadsheet_runs) {
    auto report = sample();
    report.findings = {{FindingKind::doubtful, 2, "a\"b", "=HYPERLINK(\"x\")", "理由"},
                       {FindingKind::refused, 3, "@c", "＋1", "-"}};
    EXPECT_EQ(to_csv(report),
              "\xEF\xBB\xBF\"区分\",\"行\",\"列\",\"値\",\"理由\"\r\n"
              "\"要確認\",2,\"a\"\"b\",\"'=HYPERLINK(\"\"x\"\")\",\"理由\"\r\n"
              "\"取込不可\",3,\"'@c\",\"'＋1\",\"'-\"\r\n");
}

TEST(TextTable, counts_full_width_characters_as_two_places_and_cuts_long_cells) {
    TextTable table({"a", "b"});
    table.add({"全角ｱ", "1"});
    std::string wide;
    for (int count = 0; count < 30; ++count) wide += "字";
    table.add({wide, "2"});
    std::string cut;
    for (int count = 0; count < 19; ++count) cut += "字";
    EXPECT_EQ(table.text(), "a" + std::string(41, ' ') + "b\n全角ｱ" + std::string(37, ' ') + "1\n" + cut + "…  2\n");
}

}  // namespace
}  // namespace hub::passport_db
