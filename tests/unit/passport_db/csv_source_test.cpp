#include <gtest/gtest.h>

#include "connectors/passport_db/import/tables/encoding.hpp"
#include "tests/unit/passport_db/table_files.hpp"

namespace hub::passport_db {
namespace {

using Cells = std::vector<std::string>;

TEST(Csv, reads_quoted_cells_with_commas_quotes_and_line_breaks) {
    const auto table = read_text("a,b\r\n\"1,000\",\"言う\"\"はい\"\"\"\r\n\"上\n下\",2\r\n");
    EXPECT_EQ(table.error, "");
    EXPECT_EQ(table.header, (Cells{"a", "b"}));
    ASSERT_EQ(table.rows.size(), 2u);
    EXPECT_EQ(table.rows[0].cells, (Cells{"1,000", "言う\"はい\""}));
    EXPECT_EQ(table.rows[1].cells, (Cells{"上\n下", "2"}));
    EXPECT_EQ(read_text("a,b\n 1 ,\t2\n").rows.at(0).cells, (Cells{" 1 ", "\t2"}));
}

TEST(Csv, knows_the_line_where_each_row_begins) {
    const auto table = read_text("a,b\n1,\"x\ny\nz\"\n\n,\n　, \n2,w\n\n3,v");
    ASSERT_EQ(table.rows.size(), 3u);
    EXPECT_EQ(table.rows[0].line, 2);
    EXPECT_EQ(table.rows[1].line, 8);
    EXPECT_EQ(table.rows[2].line, 10);
}

TEST(Csv, keeps_rows_of_another_width_for_the_reader_to_refuse) {
    const auto table = read_text("a,b\n1\n1,2,3\n");
    EXPECT_EQ(table.rows.at(0).cells.size(), 1u);
    EXPECT_EQ(table.rows.at(1).cells.size(), 3u);
}

TEST(Csv, says_on_which_line_it_is_broken) {
    const auto wrong = read_text("a,b\n1,2\n1,\"x\"y\n");
    EXPECT_EQ(wrong.error, "import.csv");
    EXPECT_NE(wrong.detail.find("line 3"), std::string::npos);
    const auto open = read_text("a,b\n1,2\n1,\"never closed\n2,3\n");
    EXPECT_EQ(open.error, "import.csv");
    EXPECT_NE(open.detail.find("line 3"), std::string::npos);
    const auto nul = read_text(std::string("a,b\n1,2\nx\0y,3\n", 14));
    EXPECT_EQ(nul.error, "import.csv");
    EXPECT_NE(nul.detail.find("line 3: holds a NUL byte"), std::string::npos);
}

TEST(Csv, needs_a_header_unless_the_mapping_brings_one) {
    EXPECT_EQ(read_text("").error, "import.csv");
    EXPECT_EQ(read_text("\n\n").error, "import.csv");
    EXPECT_EQ(read_text("only,header").error, "");
    TableForm form;
    form.header = {"番号", "名前"};
    const auto table = read_text("1,一番\n2,二番\n", form);
    EXPECT_EQ(table.header, (Cells{"番号", "名前"}));
    ASSERT_EQ(table.rows.size(), 2u);
    EXPECT_EQ(table.rows[0].cells, (Cells{"1", "一番"}));
}

TEST(Csv, takes_the_names_of_the_columns_from_a_linked_data_prolog) {
    const auto table = read_text(
        "\xEF\xBB\xBF#LINK,,\r\n#lang,ja,\r\n#property,name,location\r\n#object_type_xsd,string,string\r\n"
        "1,図書館,\"34.3,134.0\"\r\n,,\r\n");
    EXPECT_EQ(table.header, (Cells{"#property", "name", "location"}));
    ASSERT_EQ(table.rows.size(), 1u);
    EXPECT_EQ(table.rows[0].line, 5);
    EXPECT_EQ(table.rows[0].cells, (Cells{"1", "図書館", "34.3,134.0"}));
    EXPECT_EQ(read_text("#LINK\n#lang,ja\n1,2\n").error, "import.csv");
}

TEST(Csv, may_have_tabs_between_its_cells) {
    const auto table = read_text("a\tb\n1\t2,3\n");
    EXPECT_EQ(table.header, (Cells{"a", "b"}));
    EXPECT_EQ(table.rows.at(0).cells, (Cells{"1", "2,3"}));
}

TEST(Csv, is_refused_beyond_each_limit) {
    TableLimits limits;
    limits.bytes = 2000;
    limits.line_bytes = 100;
    limits.cell_bytes = 40;
    limits.columns = 5;
    limits.rows = 3;
    EXPECT_EQ(read_text("a\n" + std::string(101, 'x') + "\n", {}, limits).error, "import.too_large");
    EXPECT_EQ(read_text("a\n" + std::string(41, 'x') + "\n", {}, limits).error, "import.csv");
    EXPECT_EQ(read_text("a,b,c,d,e,f\n", {}, limits).error, "import.csv");
    EXPECT_EQ(read_text("a\n1\n2\n3\n", {}, limits).error, "");
    EXPECT_EQ(read_text("a\n1\n2\n3\n4\n", {}, limits).error, "import.too_large");
    std::string lines = "a\n\"";
    for (int line = 0; line < 20; ++line) lines += "never closed\n";
    EXPECT_NE(read_text(lines, {}, limits).detail.find("line 2: the row that begins here"), std::string::npos);
    std::string blank;
    for (int line = 0; line < 2100; ++line) blank += "\n";
    EXPECT_EQ(read_text(blank, {}, limits).error, "import.too_large");
}

TEST(Encoding, takes_off_the_byte_order_mark) {
    EXPECT_EQ(to_utf8("\xEF\xBB\xBFあ", Encoding::automatic).value(), "あ");
    EXPECT_EQ(to_utf8("あ", Encoding::utf8).value(), "あ");
    EXPECT_EQ(to_utf8(std::string("\xFF\xFE\x42\x30", 4), Encoding::automatic).value(), "あ");
}

TEST(Encoding, reads_cp932_with_what_plain_shift_jis_lacks) {
    const std::string number_sign_circled_one_half_width = "\x87\x82\x87\x40\xB1";
    EXPECT_EQ(to_utf8(number_sign_circled_one_half_width, Encoding::cp932).value(), "№①ｱ");
    EXPECT_EQ(to_utf8(number_sign_circled_one_half_width, Encoding::automatic).value(), "№①ｱ");
}

TEST(Encoding, tells_euc_jp_from_cp932) {
    EXPECT_EQ(to_utf8("\xB8\xF8\xB1\xE0\xCC\xBE,\xA4\xDE\xA4\xC1", Encoding::automatic).value(), "公園名,まち");
    EXPECT_EQ(to_utf8("\x8C\xF6\x89\x80\x96\xBC,\x82\xDC\x82\xBF", Encoding::automatic).value(), "公園名,まち");
    EXPECT_EQ(to_utf8("\xAD\xA1", Encoding::euc_jp).value(), "①");
}

TEST(Encoding, names_the_line_of_a_wrong_byte) {
    const auto utf8 = to_utf8("a\nb\xFF\n", Encoding::utf8);
    ASSERT_FALSE(utf8.ok());
    EXPECT_EQ(utf8.error().detail, "line 2 is not valid UTF-8");
    EXPECT_FALSE(to_utf8("a\n\x81", Encoding::cp932).ok());
    const auto none = to_utf8("a\n\xFF\xFF\xFF", Encoding::automatic);
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().detail, "line 2 is not valid UTF-8, nor is the file CP932 or EUC-JP");
}

TEST(Encoding, is_the_same_in_pieces_of_any_size) {
    std::string text;
    for (int line = 0; line < 50; ++line) text += "行" + std::to_string(line) + "：𠮷野家と①ｱ\n";
    for (const std::size_t size : {1u, 2u, 3u, 7u, 1000u}) {
        TextDecoder decoder(Encoding::utf8);
        std::string decoded;
        for (std::size_t begin = 0; begin < text.size(); begin += size)
            ASSERT_TRUE(decoder.feed(std::string_view(text).substr(begin, size), false, decoded).ok());
        ASSERT_TRUE(decoder.feed("", true, decoded).ok());
        EXPECT_EQ(decoded, text) << size;
    }
}

}  // namespace
}  // namespace hub::passport_db
