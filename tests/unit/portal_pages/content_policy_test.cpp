#include "portal/pages/content_policy.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

// The sources of one directive; "none of it" when the policy has no such directive.
std::string sources(const std::string& policy, const std::string& directive) {
    const std::string searched = "; " + policy + ";";
    const auto begin = searched.find("; " + directive + " ");
    if (begin == std::string::npos) return "none of it";
    const auto first = begin + directive.size() + 3;
    return searched.substr(first, searched.find(';', first) - first);
}

TEST(ContentPolicy, of_a_page_without_a_map_trusts_our_own_origin_only) {
    EXPECT_EQ(content_policy(),
              "default-src 'none'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
              "script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'");
}

TEST(ContentPolicy, of_an_open_map_adds_the_tiles_to_the_images_and_nothing_else) {
    MapSettings settings;
    EXPECT_EQ(content_policy(settings, ""), content_policy());
    settings.tile_url = "https://tiles.example.jp/{z}/{x}/{y}.png";
    EXPECT_EQ(content_policy(settings, ""), content_policy() + " https://tiles.example.jp");
}

TEST(ContentPolicy, never_repeats_an_address_that_is_no_tile_pattern) {
    MapSettings settings;
    settings.tile_url = "https://a.example; script-src *";
    EXPECT_EQ(content_policy(settings, ""), content_policy());
}

TEST(ContentPolicy, of_googles_map_is_the_strict_one_that_google_documents) {
    MapSettings settings;
    settings.google_browser_key = "AIza-example-key";
    settings.tile_url = "https://tiles.example.jp/{z}/{x}/{y}.png";
    const std::string policy = content_policy(settings, "abc");
    EXPECT_EQ(sources(policy, "script-src"), "'nonce-abc' 'strict-dynamic' https: 'unsafe-eval' blob:");
    EXPECT_EQ(sources(policy, "img-src"),
              "'self' https://*.googleapis.com https://*.gstatic.com *.google.com *.googleusercontent.com data:");
    EXPECT_EQ(sources(policy, "frame-src"), "*.google.com");
    EXPECT_EQ(sources(policy, "connect-src"),
              "'self' https://*.googleapis.com *.google.com https://*.gstatic.com data: blob:");
    EXPECT_EQ(sources(policy, "font-src"), "https://fonts.gstatic.com");
    EXPECT_EQ(sources(policy, "style-src"), "'self' 'nonce-abc' https://fonts.googleapis.com");
    EXPECT_EQ(sources(policy, "worker-src"), "blob:");
    EXPECT_EQ(sources(policy, "default-src"), "'none'");
    EXPECT_EQ(sources(policy, "form-action"), "'self'");
    EXPECT_EQ(policy.find("tiles.example.jp"), std::string::npos);
}

}  // namespace
}  // namespace hub::portal
