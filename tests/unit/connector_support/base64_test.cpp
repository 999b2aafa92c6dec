#include <gtest/gtest.h>

#include "connectors/support/base64.hpp"
#include "connectors/support/constant_time.hpp"
#include "connectors/support/http_url.hpp"

namespace hub::http {
namespace {

TEST(Base64, agrees_with_the_vectors_of_rfc_4648) {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : vectors) {
        EXPECT_EQ(base64_encode(plain), encoded);
        EXPECT_EQ(base64_decode(encoded), plain);
    }
}

TEST(Base64, refuses_everything_but_the_one_right_text) {
    for (const char* text :
         {"Zg", "Zg=", "Zh==", "Z===", "====", "Zm 9v", " Zm9", "Zm9v\n", "Zm9-", "Zg==Zg==", "Zm9vZ"})
        EXPECT_FALSE(base64_decode(text)) << text;
}

TEST(Base64, writes_tokens_without_padding_in_the_url_alphabet) {
    EXPECT_EQ(base64url_encode("\xfb\xff\xfe"), "-__-");
    EXPECT_EQ(base64url_encode("f"), "Zg");
    EXPECT_EQ(base64url_decode("-__-"), "\xfb\xff\xfe");
    EXPECT_EQ(base64url_decode("Zg"), "f");
    for (const char* text : {"Zg==", "Zh", "+//+", "Z", "Zm9v!"}) EXPECT_FALSE(base64url_decode(text)) << text;
}

TEST(ConstantTime, compares_secrets_of_any_length) {
    EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_FALSE(equal_in_constant_time("secret", "Secret"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secret2"));
    EXPECT_FALSE(equal_in_constant_time("secret", ""));
}

TEST(HttpUrl, cuts_a_url_into_origin_and_target) {
    const auto url = parse_http_url("https://Host.example:8443/a/b?c=d%20e");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->origin, "https://Host.example:8443");
    EXPECT_EQ(url->target, "/a/b?c=d%20e");
    EXPECT_TRUE(url->is_tls);
    EXPECT_EQ(parse_http_url("http://127.0.0.1")->target, "/");
    EXPECT_EQ(parse_http_url("http://127.0.0.1?q=1")->target, "/?q=1");
}

}  // namespace
}  // namespace hub::http
