#include "handlers/accounts/one_time_code.hpp"

#include <gtest/gtest.h>

namespace hub::accounts {
namespace {

constexpr std::string_view kSecret = "12345678901234567890";

WallTime at(std::int64_t seconds) { return WallTime(std::chrono::seconds(seconds)); }

// The last six digits of the vectors of RFC 6238, appendix B.
TEST(OneTimeCodes, are_those_of_the_rfc) {
    EXPECT_EQ(step_of_code(kSecret, "287082", at(59), 0), 1);
    EXPECT_EQ(step_of_code(kSecret, "081804", at(1111111109), 0), 37037036);
    EXPECT_EQ(step_of_code(kSecret, "050471", at(1111111111), 0), 37037037);
    EXPECT_EQ(step_of_code(kSecret, "005924", at(1234567890), 0), 41152263);
    EXPECT_EQ(step_of_code(kSecret, "279037", at(2000000000), 0), 66666666);
}

TEST(OneTimeCodes, count_once_and_half_a_minute_to_either_side) {
    EXPECT_EQ(step_of_code(kSecret, "005924", at(1234567890 + 30), 0), 41152263);
    EXPECT_EQ(step_of_code(kSecret, "005924", at(1234567890 - 30), 0), 41152263);
    EXPECT_FALSE(step_of_code(kSecret, "005924", at(1234567890 + 61), 0));
    EXPECT_FALSE(step_of_code(kSecret, "005924", at(1234567890), 41152263));
}

TEST(OneTimeCodes, are_six_digits) {
    for (const auto* code : {"", "5924", "00592", "0059240", "00592a", "005 92"})
        EXPECT_FALSE(step_of_code(kSecret, code, at(1234567890), 0)) << code;
}

TEST(OneTimeCodes, secrets_can_be_read_by_apps_and_typed_by_people) {
    EXPECT_EQ(authenticator_uri("子育てパスポート", "staff@example.jp", kSecret),
              "otpauth://totp/%E5%AD%90%E8%82%B2%E3%81%A6%E3%83%91%E3%82%B9%E3%83%9D%E3%83%BC%E3%83%88:staff%40example."
              "jp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%AD%90%E8%82%B2%E3%81%A6%E3%83%91%E3%82%B9%E3%83%"
              "9D%E3%83%BC%E3%83%88");
    EXPECT_EQ(typed_secret(kSecret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    EXPECT_EQ(new_authenticator_secret().size(), 20u);
    EXPECT_NE(new_authenticator_secret(), new_authenticator_secret());
}

}  // namespace
}  // namespace hub::accounts
