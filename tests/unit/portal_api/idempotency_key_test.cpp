#include "portal/api/idempotency_key.hpp"

#include <gtest/gtest.h>

namespace hub::portal {
namespace {

// The key of a header with this text, "none" or the error's code.
std::string key_of(const std::string& text) {
    const auto key = idempotency_key({{"Idempotency-Key", text}}, Language::english);
    if (!key) return key.error().code;
    return *key ? **key : "none";
}

TEST(IdempotencyKey, is_a_structured_string_or_the_bare_text_that_clients_send) {
    EXPECT_EQ(key_of("\"8e03978e-40d5-43dd-bc93-6894a57f9324\""), "8e03978e-40d5-43dd-bc93-6894a57f9324");
    EXPECT_EQ(key_of("8e03978e-40d5-43dd-bc93-6894a57f9324"), "8e03978e-40d5-43dd-bc93-6894a57f9324");
    EXPECT_EQ(key_of(R"("with \"quotes\" and a \\")"), R"(with "quotes" and a \)");
    EXPECT_EQ(key_of("order 17/b"), "order 17/b");
    EXPECT_EQ(key_of(std::string(255, 'k')), std::string(255, 'k'));
}

TEST(IdempotencyKey, is_not_needed_where_there_is_no_header) {
    const auto key = idempotency_key({{"Content-Type", "application/json"}}, Language::english);
    ASSERT_TRUE(key.ok());
    EXPECT_FALSE(key->has_value());
}

TEST(IdempotencyKey, is_refused_when_it_is_none) {
    for (const char* text :
         {"", "\"\"", "\"open", "\"a\" \"b\"", "\"a\";p=1", R"("a\b")", R"("a\)", "\xE3\x81\x82", "a\tb"})
        EXPECT_EQ(key_of(text), "idempotency_key.invalid") << text;
    EXPECT_EQ(key_of(std::string(256, 'k')), "idempotency_key.invalid");
}

TEST(IdempotencyKey, is_refused_when_it_is_there_twice_and_the_header_is_named) {
    const auto key = idempotency_key({{"Idempotency-Key", "a"}, {"idempotency-key", "a"}}, Language::english);
    ASSERT_FALSE(key.ok());
    EXPECT_EQ(key.error().fields.at(0).field, "Idempotency-Key");
    EXPECT_EQ(idempotency_key_missing(Language::japanese).fields.at(0).field, "Idempotency-Key");
}

}  // namespace
}  // namespace hub::portal
