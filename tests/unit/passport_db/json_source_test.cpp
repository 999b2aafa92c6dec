#include <gtest/gtest.h>

#include <zlib.h>

#include "tests/unit/passport_db/table_files.hpp"

namespace hub::passport_db {
namespace {

using Cells = std::vector<std::string>;

// One member of a tar archive.
std::string tar_member(const std::string& name, const std::string& text) {
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, const std::string& field) { header.replace(at, field.size(), field); };
    char size[12];
    std::snprintf(size, sizeof size, "%011zo", text.size());
    put(0, name);
    put(100, "0000644");
    put(124, size);
    put(136, "00000000000");
    put(156, "0");
    put(257, std::string("ustar\00000", 8));
    put(148, "        ");
    unsigned sum = 0;
    for (const unsigned char byte : header) sum += byte;
    char checksum[8];
    std::snprintf(checksum, sizeof checksum, "%06o", sum);
    put(148, std::string(checksum, 7));
    return header + text + std::string((512 - text.size() % 512) % 512, '\0');
}

std::filesystem::path write_gzip(const TestFolder& folder, const std::string& name, const std::string& bytes) {
    const auto path = folder.path() / name;
    gzFile file = gzopen(path.c_str(), "wb9");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return path;
}

TEST(Json, has_a_row_for_each_object_and_a_column_for_each_name) {
    const auto table =
        read_text(R"([{"名前": "一", "数": 1.5, "有": true}, {"名前": "二", "中": {"色": "青"}, "列": ["a", "b"]},
                                     {"名前": null, "列": [1, {"x": 2}]}])");
    EXPECT_EQ(table.error, "") << table.detail;
    EXPECT_EQ(table.header, (Cells{"名前", "数", "有", "中/色", "列"}));
    ASSERT_EQ(table.rows.size(), 3u);
    EXPECT_EQ(table.rows[0].cells, (Cells{"一", "1.5", "1", "", ""}));
    EXPECT_EQ(table.rows[1].cells, (Cells{"二", "", "", "青", "a;b"}));
    EXPECT_EQ(table.rows[2].cells[4], R"([1,{"x":2}])");
    EXPECT_EQ(table.rows[2].line, 3);
}

TEST(Json, within_a_text_gives_a_row_for_each_of_its_objects) {
    TableForm form;
    form.expand = "店舗";
    const auto table = read_text(
        R"([{"番号": "7", "店舗": "[{\"名称\": \"北店\"}, {\"名称\": \"\"}, {\"名称\": \"南店\"}]"}, {"番号": "8"},
            {"番号": "9", "店舗": [{"名称": "東店"}]}, {"番号": "10", "店舗": ""}, {"番号": "11", "店舗": null}])",
        form);
    EXPECT_EQ(table.error, "") << table.detail;
    ASSERT_EQ(table.rows.size(), 3u);
    EXPECT_EQ(table.header, (Cells{"番号", "店舗/名称"}));
    EXPECT_EQ(table.rows[1].cells[0], "7");
    EXPECT_EQ(table.rows[1].cells[1], "南店");
    EXPECT_EQ(table.rows[2].cells[1], "東店");
    EXPECT_EQ(table.rows[2].line, 3);
    EXPECT_EQ(read_text(R"([{"番号": "8"}])", form).error, "import.json");
}

TEST(Json, that_lists_no_objects_where_it_should_is_refused) {
    TableForm form;
    form.expand = "店舗";
    for (const auto* damaged : {R"("壊れた")", R"("[{\"名称\": \"北")", R"("{}")", R"("[5]")", "{}", "5", "[5]"}) {
        const auto table = read_text(
            R"([{"番号": "1", "店舗": [{"名称": "北店"}]}, {"番号": "2", "店舗": )" + std::string(damaged) + "}]",
            form);
        EXPECT_EQ(table.error, "import.json") << damaged;
        EXPECT_NE(table.detail.find("object 2"), std::string::npos) << table.detail;
    }
}

TEST(Json, expands_a_long_list_without_its_text_in_every_row) {
    TableForm form;
    form.expand = "店舗";
    std::string list = "[{\"名称\": \"店\"}";
    for (int count = 1; count < 20'000; ++count) list += ", {\"名称\": \"店\"}";
    list += "]";
    ASSERT_GT(list.size(), TableLimits().cell_bytes);
    const auto table = read_text(R"({"番号": "7", "店舗": )" + list + "}", form);
    EXPECT_EQ(table.error, "") << table.detail;
    ASSERT_EQ(table.rows.size(), 20'000U);
    EXPECT_EQ(table.rows.back().cells, (Cells{"7", "店"}));
    TableLimits limits;
    limits.rows = 19'999;
    EXPECT_EQ(read_text(R"({"番号": "7", "店舗": )" + list + "}", form, limits).error, "import.too_large");
}

TEST(Json, comes_from_a_folder_in_the_order_of_names) {
    const TestFolder folder;
    folder.write("2.json", R"({"n": "二"})");
    folder.write("10            .json", R"({"n": "十"})");
    folder.write("read.me", "nothing");
    const auto table = read_whole(folder.path());
    ASSERT_EQ(table.rows.size(), 2u) << table.detail;
    EXPECT_EQ(table.rows[0].cells, Cells{"十"});
    EXPECT_EQ(read_whole(TestFolder().path()).error, "import.no_file");
}

TEST(Json, comes_from_a_packed_archive) {
    const TestFolder folder;
    const auto tar = tar_member("company/1            .json", R"({"n": "一"})") + tar_member("company/note.txt", "x") +
                     tar_member("company/2.json", R"({"n": "二"})") + std::string(1024, '\0');
    const auto packed = write_gzip(folder, "firms.tar.gz", tar);
    const auto table = read_whole(packed);
    ASSERT_EQ(table.rows.size(), 2u) << table.detail;
    EXPECT_EQ(table.rows[1].cells, Cells{"二"});
    EXPECT_EQ(read_whole(folder.write_zip("firms.zip", {{"a.json", R"({"n": "三"})"}})).rows.size(), 1u);
    std::filesystem::resize_file(packed, std::filesystem::file_size(packed) / 2);
    EXPECT_NE(read_whole(packed).error, "");
}

TEST(Json, that_is_none_is_refused_by_name) {
    EXPECT_EQ(read_text(R"({"n": )").error, "import.json");
    EXPECT_EQ(read_text(R"([{"n": 1}, 5])").error, "import.json");
    EXPECT_EQ(read_text("[]").error, "import.json");
    EXPECT_EQ(read_text("{\"n\": \"\xFF\"}").error, "import.json");
    TableLimits limits;
    limits.columns = 2;
    EXPECT_EQ(read_text(R"({"a": 1, "b": 2, "c": 3})", {}, limits).error, "import.json");
    limits.rows = 1;
    EXPECT_EQ(read_text(R"([{"a": 1}, {"a": 2}])", {}, limits).error, "import.too_large");
}

TEST(PackedList, is_unpacked_as_it_is_read) {
    const TestFolder folder;
    EXPECT_EQ(read_whole(write_gzip(folder, "list.csv.gz", "a,b\n1,2\n")).rows.size(), 1u);
    EXPECT_EQ(read_whole(folder.path() / "none.csv").error, "import.no_file");
    EXPECT_EQ(read_whole(folder.write("old.xls", "\xD0\xCF\x11\xE0 and so on")).error, "import.damaged");
}

TEST(PackedList, that_is_truncated_is_refused) {
    const TestFolder folder;
    std::string list = "a,b\n";
    for (int row = 0; row < 20'000; ++row) list += std::to_string(row * 7919 % 10007) + ",x\n";
    const auto packed = write_gzip(folder, "list.csv.gz", list);
    std::filesystem::resize_file(packed, std::filesystem::file_size(packed) - 10);
    EXPECT_EQ(read_whole(packed).error, "import.damaged");
}

// A gzip of a megabyte or so that unpacks to a line of a gigabyte: the same megabyte of it, a thousand times.
TEST(PackedList, with_a_line_of_a_gigabyte_ends_at_the_limit_of_a_line) {
    const TestFolder folder;
    const auto packed = [&](const std::string& bytes) {
        std::ifstream stream(write_gzip(folder, "piece.gz", bytes), std::ios::binary);
        return std::string((std::istreambuf_iterator<char>(stream)), {});
    };
    auto file = packed("a,b\n");
    const auto megabyte = packed(std::string(1024 * 1024, 'x'));
    for (int count = 0; count < 1024; ++count) file += megabyte;
    const auto table = read_whole(folder.write("line.csv.gz", file));
    EXPECT_EQ(table.error, "import.too_large");
    EXPECT_EQ(table.detail, "line 2 is longer than 1048576 bytes");
}

}  // namespace
}  // namespace hub::passport_db
