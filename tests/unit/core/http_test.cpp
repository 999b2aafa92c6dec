#include "router/core/http.hpp"

#include <gtest/gtest.h>

namespace hub {
namespace {

TEST(HttpValues, find_a_header_whatever_its_case) {
    const HttpHeaders headers{{"Content-Type", "text/html"}, {"X-One", "1"}, {"x-one", "2"}};
    EXPECT_EQ(find_header(headers, "content-type"), "text/html");
    EXPECT_EQ(find_header(headers, "X-ONE"), "1");
    EXPECT_FALSE(find_header(headers, "X-On"));
}

TEST(PercentEncoding, is_undone_by_decoding) {
    const std::string text = "梅田 駅&a=1/2+3%";
    EXPECT_EQ(percent_decode(percent_encode(text)), text);
    EXPECT_EQ(percent_encode("a-b_c.~"), "a-b_c.~");
    EXPECT_EQ(percent_decode("a+b", true), "a b");
    EXPECT_EQ(percent_decode("a+b"), "a+b");
}

TEST(PercentEncoding, refuses_broken_escapes_nul_and_invalid_utf8) {
    for (const char* text : {"%", "%4", "%zz", "%00", "%ff", "%c0%af", "%ed%a0%80"})
        EXPECT_FALSE(percent_decode(text)) << text;
}

TEST(Utf8, is_recognised_and_nothing_else) {
    for (const char* text : {"", "abc", "é", "梅田", "👶"}) EXPECT_TRUE(is_utf8(text)) << text;
    for (const char* text : {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80",
                             "\xf0\x80\x80\x80", "\xe3\x81", "\xff", "a\xc3"})
        EXPECT_FALSE(is_utf8(text)) << text;
}

}  // namespace
}  // namespace hub
