#include "connectors/passport_db/import/csv_table.hpp"

#include <gtest/gtest.h>

#include "connectors/passport_db/import/encoding.hpp"

namespace hub::passport_db {
namespace {

using Cells = std::vector<std::string>;

TEST(Csv, reads_quoted_cells_with_commas_quotes_and_line_breaks) {
    const auto table = read_csv("a,b\r\n\"1,000\",\"言う\"\"はい\"\"\"\r\n\"上\n下\",2\r\n");
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->header, (Cells{"a", "b"}));
    ASSERT_EQ(table->rows.size(), 2u);
    EXPECT_EQ(table->rows[0].cells, (Cells{"1,000", "言う\"はい\""}));
    EXPECT_EQ(table->rows[1].cells, (Cells{"上\n下", "2"}));
}

TEST(Csv, knows_the_line_where_each_row_begins) {
    const auto table = read_csv("a,b\n1,\"x\ny\nz\"\n\n,\n2,w");
    ASSERT_TRUE(table.ok());
    ASSERT_EQ(table->rows.size(), 2u);
    EXPECT_EQ(table->rows[0].line, 2);
    EXPECT_EQ(table->rows[1].line, 7);
}

TEST(Csv, keeps_rows_of_another_width_for_the_reader_to_refuse) {
    const auto table = read_csv("a,b\n1\n1,2,3\n");
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->rows[0].cells.size(), 1u);
    EXPECT_EQ(table->rows[1].cells.size(), 3u);
}

TEST(Csv, says_on_which_line_it_is_broken) {
    const auto wrong = read_csv("a,b\n1,2\n1,\"x\"y\n");
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().code, "import.csv");
    EXPECT_NE(wrong.error().detail.find("line 3"), std::string::npos);
    const auto open = read_csv("a,b\n1,2\n1,\"never closed\n2,3\n");
    ASSERT_FALSE(open.ok());
    EXPECT_NE(open.error().detail.find("line 3"), std::string::npos);
}

TEST(Csv, needs_a_header) {
    EXPECT_FALSE(read_csv("").ok());
    EXPECT_FALSE(read_csv("\n\n").ok());
    EXPECT_TRUE(read_csv("only,header").ok());
}

TEST(Encoding, takes_off_the_byte_order_mark) {
    EXPECT_EQ(to_utf8("\xEF\xBB\xBFあ", Encoding::automatic).value(), "あ");
    EXPECT_EQ(to_utf8("あ", Encoding::utf8).value(), "あ");
}

TEST(Encoding, reads_cp932_with_what_plain_shift_jis_lacks) {
    const std::string number_sign_circled_one_half_width = "\x87\x82\x87\x40\xB1";
    EXPECT_EQ(to_utf8(number_sign_circled_one_half_width, Encoding::cp932).value(), "№①ｱ");
    EXPECT_EQ(to_utf8(number_sign_circled_one_half_width, Encoding::automatic).value(), "№①ｱ");
}

TEST(Encoding, names_the_line_of_a_wrong_byte) {
    const auto utf8 = to_utf8("a\nb\xFF\n", Encoding::utf8);
    ASSERT_FALSE(utf8.ok());
    EXPECT_EQ(utf8.error().detail, "line 2 is not valid UTF-8");
    EXPECT_FALSE(to_utf8("a\n\x81", Encoding::cp932).ok());
    EXPECT_FALSE(to_utf8("a\n\xFF\xFF\xFF", Encoding::automatic).ok());
}

}  // namespace
}  // namespace hub::passport_db
