#include "router/core/csv.hpp"

#include <gtest/gtest.h>

namespace hub {
namespace {

TEST(CsvCell, is_quoted_so_that_commas_and_line_ends_stay_inside) {
    EXPECT_EQ(csv_cell(""), R"("")");
    EXPECT_EQ(csv_cell("a,b\n\"c\""), "\"a,b\n\"\"c\"\"\"");
}

TEST(CsvCell, is_no_formula_whatever_it_begins_with) {
    for (const std::string first : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"})
        EXPECT_EQ(csv_cell(first + "1+1"), "\"'" + first + "1+1\"");
    EXPECT_EQ(csv_cell("1=1"), "\"1=1\"");
}

}  // namespace
}  // namespace hub
