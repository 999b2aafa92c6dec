#include "handlers/accounts/account_key.hpp"

#include <gtest/gtest.h>

namespace hub::accounts {
namespace {

TEST(AccountKeys, must_have_the_right_length) {
    EXPECT_FALSE(AccountKey::from_hex("abcd"));
    EXPECT_FALSE(AccountKey::from_hex(std::string(64, 'x')));
    EXPECT_FALSE(AccountKey::from_hex(std::string(66, 'a')));
}

TEST(AccountKeys, read_what_they_sealed_for_the_same_purpose_and_nothing_else) {
    const auto key = AccountKey::from_hex(std::string(64, 'a')).value();
    const auto other = AccountKey::from_hex(std::string(64, 'b')).value();
    const auto sealed = key.seal("ticket", "12 秘密");
    EXPECT_EQ(key.open("ticket", sealed), "12 秘密");
    EXPECT_EQ(key.open("ticket", key.seal("ticket", "")), "");
    EXPECT_NE(sealed, key.seal("ticket", "12 秘密"));
    EXPECT_EQ(sealed.find("秘密"), std::string::npos);
    EXPECT_FALSE(key.open("secret", sealed));
    EXPECT_FALSE(other.open("ticket", sealed));
    for (std::size_t at = 0; at < sealed.size() - 1; ++at) {
        auto changed = sealed;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(key.open("ticket", changed)) << at;
    }
    for (const auto* text : {"", "A", "!!", "AAAAAAAA"}) EXPECT_FALSE(key.open("ticket", text)) << text;
}

}  // namespace
}  // namespace hub::accounts
