#include "portal/server/trusted_proxies.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

TrustedProxies proxies(const std::vector<std::string>& entries) { return TrustedProxies::parse(entries).value(); }

HttpHeaders forwarded(std::string value) { return {{"X-Forwarded-For", std::move(value)}}; }

TEST(TrustedProxies, nobody_else_may_say_who_the_client_is) {
    EXPECT_EQ(TrustedProxies().client_of("203.0.113.9", forwarded("1.2.3.4")), "203.0.113.9");
    EXPECT_EQ(proxies({"10.0.0.0/8"}).client_of("203.0.113.9", forwarded("1.2.3.4")), "203.0.113.9");
}

TEST(TrustedProxies, the_last_address_that_is_no_proxy_is_the_client) {
    const auto known = proxies({"10.0.0.0/8", "192.168.1.7"});
    EXPECT_EQ(known.client_of("10.1.2.3", forwarded("1.2.3.4")), "1.2.3.4");
    EXPECT_EQ(known.client_of("10.1.2.3", forwarded("6.6.6.6, 1.2.3.4, 192.168.1.7")), "1.2.3.4");
    EXPECT_EQ(known.client_of("10.1.2.3", {{"x-forwarded-for", "6.6.6.6"}, {"X-Forwarded-For", "1.2.3.4"}}), "1.2.3.4");
    EXPECT_EQ(known.client_of("10.1.2.3", forwarded("10.9.9.9")), "10.9.9.9");
}

TEST(TrustedProxies, what_is_no_address_is_not_believed) {
    const auto known = proxies({"10.0.0.0/8"});
    EXPECT_EQ(known.client_of("10.1.2.3", forwarded("1.2.3.4, unknown")), "10.1.2.3");
    EXPECT_EQ(known.client_of("10.1.2.3", forwarded("")), "10.1.2.3");
    EXPECT_EQ(known.client_of("10.1.2.3", {}), "10.1.2.3");
}

TEST(TrustedProxies, networks_of_both_families_end_at_their_prefix) {
    const auto known = proxies({"172.16.0.0/12", "fd00::/8", "::1"});
    EXPECT_TRUE(known.trusts("172.31.255.255"));
    EXPECT_FALSE(known.trusts("172.32.0.0"));
    EXPECT_TRUE(known.trusts("fd12::1"));
    EXPECT_FALSE(known.trusts("fe80::1"));
    EXPECT_TRUE(known.trusts("::1"));
    EXPECT_FALSE(known.trusts("nonsense"));
}

TEST(TrustedProxies, every_wrong_entry_is_named) {
    const auto parsed = TrustedProxies::parse({"10.0.0.0/8", "10.0.0.0/33", "proxy", "::1/129", "1.2.3.4/"});
    ASSERT_FALSE(parsed.ok());
    EXPECT_EQ(parsed.error().fields.size(), 4u);
    EXPECT_EQ(parsed.error().fields[0].field, "/1");
}

}  // namespace
}  // namespace hub::portal
