#include "connectors/passport_db/account_key_mark.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace hub::passport_db {
namespace {

accounts::MailSeal seal_of(char digit) {
    return accounts::MailSeal(accounts::AccountKey::from_hex(std::string(64, digit)).value());
}

TEST(AccountKeyMarks, are_the_same_each_time_for_a_key_and_another_one_for_another_key) {
    EXPECT_EQ(account_key_mark(seal_of('a')), account_key_mark(seal_of('a')));
    EXPECT_NE(account_key_mark(seal_of('a')), account_key_mark(seal_of('b')));
}

TEST(AccountKeyMarks, have_the_form_that_the_database_takes_and_show_nothing_of_the_key) {
    const auto mark = account_key_mark(seal_of('a'));
    EXPECT_TRUE(std::regex_match(mark, std::regex("[A-Za-z0-9_-]{43}"))) << mark;
    EXPECT_EQ(mark.find("aaaa"), mark.npos);
    EXPECT_NE(mark, std::string(42, 'q') + "o") << "the key itself, as letters";
}

}  // namespace
}  // namespace hub::passport_db
