#include "portal/server/entity_tag.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

TEST(EntityTag, is_strong_quoted_and_another_for_other_bytes) {
    const auto etag = entity_tag("{\"total\":1}");
    EXPECT_EQ(etag.size(), 18U) << etag;
    EXPECT_TRUE(etag.starts_with('"') && etag.ends_with('"')) << etag;
    EXPECT_EQ(etag, entity_tag("{\"total\":1}"));
    EXPECT_NE(etag, entity_tag("{\"total\":2}"));
    EXPECT_NE(entity_tag(""), entity_tag(" "));
}

TEST(EntityTag, is_another_wherever_one_byte_is_another) {
    std::string list(100, 'a');
    const auto etag = entity_tag(list);
    for (auto& byte : list) {
        byte = 'b';
        EXPECT_NE(entity_tag(list), etag);
        byte = 'a';
    }
    EXPECT_NE(entity_tag(list + "a"), etag);
}

TEST(EntityTag, is_compared_weakly) {
    EXPECT_TRUE(matches_etag("*", "\"a\""));
    EXPECT_TRUE(matches_etag(" W/\"a\" ", "\"a\""));
    EXPECT_FALSE(matches_etag("a", "\"a\""));
    EXPECT_FALSE(matches_etag("", "\"a\""));
}

TEST(EntityTag, is_looked_for_in_every_field_and_every_list) {
    EXPECT_TRUE(is_held({{"if-none-match", "\"b\", \"a\""}}, "\"a\""));
    EXPECT_TRUE(is_held({{"If-None-Match", "\"b\""}, {"If-None-Match", "\"a\""}}, "\"a\""));
    EXPECT_FALSE(is_held({{"If-None-Match", "\"b\""}, {"If-Match", "\"a\""}}, "\"a\""));
}

TEST(EntityTag, what_the_sender_holds_is_not_sent_again) {
    const HttpResponse whole{200, {{"Content-Type", "application/json"}, {"Cache-Control", "no-cache"}}, "{}"};
    auto first = whole;
    send_unless_held(first, {});
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "{}");
    const std::string etag(find_header(first.headers, "ETag").value());
    auto again = whole;
    send_unless_held(again, {{"If-None-Match", etag}});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(find_header(again.headers, "ETag"), etag);
    EXPECT_EQ(find_header(again.headers, "Cache-Control"), "no-cache");
    EXPECT_FALSE(find_header(again.headers, "Content-Type"));
}

}  // namespace
}  // namespace hub::portal
