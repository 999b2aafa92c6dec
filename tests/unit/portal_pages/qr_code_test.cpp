#include "portal/pages/qr_code.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

TEST(QrCodes, begin_with_a_finder_pattern_behind_the_quiet_zone) {
    const auto code = qr_code("https://pass.example.jp/verify");
    EXPECT_EQ(code.size, 29 + 8);  // 30 bytes at level M: version 3
    EXPECT_TRUE(code.path.starts_with("M4 4h7v1h-7z")) << code.path.substr(0, 40);
    EXPECT_EQ(code.path.find_first_not_of("Mhvz- 0123456789"), std::string::npos);
}

TEST(QrCodes, cannot_hold_everything) {
    EXPECT_TRUE(qr_code(std::string(4000, 'x')).path.empty());
    EXPECT_TRUE(qr_code("").path.empty());
}

}  // namespace
}  // namespace hub::portal
