#include "portal/api/cross_site.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

HttpRequest from(HttpHeaders headers) { return {"POST", "/messages/1/park", std::move(headers), "{}", "127.0.0.1"}; }

TEST(CrossSite, takes_what_comes_from_no_browser_or_from_the_same_host) {
    EXPECT_FALSE(is_cross_site(from({{"Host", "127.0.0.1:8081"}})));
    EXPECT_FALSE(is_cross_site(from({{"Host", "127.0.0.1:8081"}, {"Origin", "http://127.0.0.1:8081"}})));
    EXPECT_FALSE(is_cross_site(
        from({{"Host", "Hub.example"}, {"Origin", "https://hub.example"}, {"Sec-Fetch-Site", "same-origin"}})));
}

TEST(CrossSite, refuses_pages_of_other_hosts_ports_and_hidden_ones) {
    for (const char* origin :
         {"http://evil.example", "http://127.0.0.1:8080", "null", "http://127.0.0.1:8081.evil.example"})
        EXPECT_TRUE(is_cross_site(from({{"Host", "127.0.0.1:8081"}, {"Origin", origin}}))) << origin;
    EXPECT_TRUE(is_cross_site(from({{"Host", "127.0.0.1:8081"}, {"Sec-Fetch-Site", "cross-site"}})));
    EXPECT_TRUE(is_cross_site(from({{"Host", "127.0.0.1:8081"}, {"Sec-Fetch-Site", "same-site"}})));
}

TEST(CrossSite, knows_the_hosts_own_names_from_those_that_only_point_at_it) {
    const auto asked_as = [](const std::string& host) {
        return is_under_own_name(from({{"Host", host}}), {"ops.example.jp"});
    };
    for (const char* own :
         {"127.0.0.1:8081", "10.0.0.7", "[::1]:8081", "[::1]", "localhost:8081", "OPS.example.jp:8081"})
        EXPECT_TRUE(asked_as(own)) << own;
    for (const char* strange : {"evil.example:8081", "127.0.0.1.evil.example", "localhost.evil.example"})
        EXPECT_FALSE(asked_as(strange)) << strange;
    EXPECT_TRUE(is_under_own_name(from({}), {})) << "no browser leaves it out";
}

}  // namespace
}  // namespace hub::portal
