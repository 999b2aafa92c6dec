#include "handlers/accounts/mail_seal.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace hub::accounts {
namespace {

const MailSeal seal(AccountKey::from_hex(std::string(64, 'a')).value());
const MailSeal other(AccountKey::from_hex(std::string(64, 'b')).value());

TEST(MailSeals, keep_an_address_as_it_was_written_and_show_nothing_of_it) {
    const auto kept = seal.seal("Hanako.Tori@example.jp");
    EXPECT_EQ(seal.open(kept), "Hanako.Tori@example.jp");
    for (const auto* part : {"anako", "ori@", "example", ".jp", "@"}) EXPECT_EQ(kept.find(part), kept.npos) << part;
    EXPECT_NE(kept, seal.seal("Hanako.Tori@example.jp"));
}

TEST(MailSeals, say_the_subject_of_an_address_that_is_kept_without_opening_it) {
    const auto subject = seal.subject("Hanako@example.jp");
    EXPECT_EQ(seal.subject_of_kept(seal.seal("hanako@EXAMPLE.jp")), subject);
    EXPECT_EQ(seal.subject_of_kept("hanako@example.jp"), subject) << "in clear, as before it was sealed";
    EXPECT_EQ(other.subject_of_kept(seal.seal("hanako@example.jp")), subject) << "though this key cannot open it";
}

TEST(MailSeals, find_equal_addresses_by_the_alias_in_any_case_and_only_with_the_same_key) {
    EXPECT_EQ(seal.alias("Hanako@example.jp"), seal.alias("hanako@EXAMPLE.jp"));
    EXPECT_NE(seal.alias("hanako@example.jp"), seal.alias("hanako@example.com"));
    EXPECT_NE(seal.alias("hanako@example.jp"), other.alias("hanako@example.jp"));
    const auto kept = seal.seal("Hanako@example.jp");
    EXPECT_EQ(kept.substr(0, kept.find(':')), seal.alias("hanako@example.jp"));
}

TEST(MailSeals, open_nothing_that_another_key_sealed_or_that_was_changed) {
    EXPECT_EQ(other.open(seal.seal("hanako@example.jp")), "");
    auto kept = seal.seal("hanako@example.jp");
    kept.back() = kept.back() == 'A' ? 'Q' : 'A';
    EXPECT_EQ(seal.open(kept), "");
    for (const auto* text : {"", ":", "x", "(sealed)"}) EXPECT_EQ(seal.open(text), "") << text;
}

TEST(MailSeals, take_what_was_kept_in_clear_as_it_is) {
    EXPECT_EQ(seal.open("hanako@example.jp"), "hanako@example.jp");
}

TEST(MailSeals, have_the_form_that_the_database_takes_for_the_shortest_and_the_longest_address) {
    const std::regex form("[A-Za-z0-9_-]{43}:[A-Za-z0-9_-]{54,500}");
    for (const auto& mail : {std::string("a@b.jp"), std::string(64, 'a') + "@" + std::string(186, 'b') + ".jp"})
        EXPECT_TRUE(std::regex_match(seal.seal(mail), form)) << mail;
}

}  // namespace
}  // namespace hub::accounts
