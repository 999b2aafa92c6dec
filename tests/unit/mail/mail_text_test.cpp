#include "connectors/mail/mail_text.hpp"

#include <gtest/gtest.h>

namespace hub::mail {
namespace {

TEST(MailText, has_full_width_katakana_and_one_wave_in_headers) {
    EXPECT_EQ(header_text("ﾍﾞﾋﾞｰ用品①10:00〜19:00\x01"), "ベビー用品①10:00～19:00");
    EXPECT_EQ(header_text("か\xe3\x82\x99"), "が");
}

TEST(MailText, ends_lines_with_crlf_and_drops_controls) {
    EXPECT_EQ(body_text("a\nb\r\nc\rd\te\x02"), "a\r\nb\r\nc\r\nd\te");
    EXPECT_EQ(body_text(""), "");
}

}  // namespace
}  // namespace hub::mail
