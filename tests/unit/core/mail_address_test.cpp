#include "router/core/mail_address.hpp"

#include <gtest/gtest.h>

namespace hub {
namespace {

TEST(MailAddress, is_taken_as_it_is_with_a_small_domain) {
    EXPECT_EQ(wire_address("Taro.Yamada+x@Example.CO.jp"), "Taro.Yamada+x@example.co.jp");
    EXPECT_EQ(wire_address("a@b.jp"), "a@b.jp");
    EXPECT_EQ(domain_of("\"a.\"@docomo.ne.jp"), "docomo.ne.jp");
}

TEST(MailAddress, of_a_carrier_may_have_odd_dots_and_is_quoted) {
    EXPECT_EQ(wire_address("abc.@ezweb.ne.jp"), "\"abc.\"@ezweb.ne.jp");
    EXPECT_EQ(wire_address("taro..h@docomo.ne.jp"), "\"taro..h\"@docomo.ne.jp");
    EXPECT_EQ(wire_address(".x@d.vodafone.ne.jp"), "\".x\"@d.vodafone.ne.jp");
    EXPECT_EQ(wire_address("\"abc.\"@ezweb.ne.jp"), "\"abc.\"@ezweb.ne.jp");
    EXPECT_FALSE(wire_address("abc.@example.jp"));
    EXPECT_FALSE(wire_address("a..b@notdocomo.ne.jp"));
}

TEST(MailAddress, is_refused_when_it_is_none) {
    for (const char* text : {"",
                             "@",
                             "a@",
                             "@b.jp",
                             "a@b",
                             "a b@c.jp",
                             "a@b c.jp",
                             "a\r\n@c.jp",
                             "a@c.jp\r\nBcc: x@y.jp",
                             "a<b@c.jp",
                             "a@-c.jp",
                             "a@c-.jp",
                             "a@c..jp",
                             "たろう@c.jp",
                             "a@日本.jp",
                             "a,b@c.jp",
                             "a@c.jp, d@e.jp",
                             "a@b@c.jp",
                             "\"a b\"@c.jp",
                             "a@c.jp>"})
        EXPECT_FALSE(wire_address(text)) << text;
    std::string long_local_part(65, 'a');
    long_local_part.append("@b.jp");
    EXPECT_FALSE(wire_address(long_local_part));
    std::string long_label("a@");
    long_label.append(64, 'b').append(".jp");
    EXPECT_FALSE(wire_address(long_label));
    EXPECT_FALSE(wire_address(std::string("a\0b@c.jp", 8)));
}

TEST(MailAddress, is_taken_out_of_server_replies) {
    EXPECT_EQ(without_addresses("550 5.1.1 <taro..h@docomo.ne.jp>: User unknown"),
              "550 5.1.1 <[address]>: User unknown");
    EXPECT_EQ(without_addresses("a@b.jp and \"c.\"@d.jp"), "[address] and [address]");
    EXPECT_EQ(without_addresses("250 2.0.0 Ok: queued as ABC123"), "250 2.0.0 Ok: queued as ABC123");
    EXPECT_EQ(without_addresses("@"), "[address]");
}

}  // namespace
}  // namespace hub
