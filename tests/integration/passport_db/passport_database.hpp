#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "handlers/accounts/mail_seal.hpp"
#include "router/runtime/database.hpp"

namespace hub::passport_db {

// A migrated database without shops, places, owners and applications for each test.
class PassportDatabase : public ::testing::Test {
protected:
    static void SetUpTestSuite();
    PassportDatabase();

    // Runs statements as a role; the error, if any, is returned.
    Result<void> as_owner(const std::string& sql);
    Result<void> as_application(const std::string& sql);
    // The same as the owner, after which the addresses that it brought are sealed.
    Result<void> store_sealed(const std::string& sql);
    // The addresses that a query finds, opened, with a blank between them; what is in clear has "clear:" before it.
    std::string opened(const std::string& sql);
    // The rows of a query as the owner sees them, fields joined by "|"; throws.
    std::vector<std::string> rows(const std::string& sql);
    // The first of them; fails the test when there is none.
    std::string value(const std::string& sql);

    Deadline soon() const;

    // What a store's function returns, in one committed transaction; rolled back when it is an error.
    template <typename Value>
    Result<Value> carry_out(std::function<Result<Value>(UnitOfWork&)> work) {
        Result<Value> value;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) -> Result<void> {
                value = work(unit_of_work);
                return value ? Result<void>::success() : Result<void>(value.error());
            },
            soon());
        if (!done) return done.error();
        return value;
    }

    // Inserts an owner and an application of theirs that waits for a decision, and returns its id.
    std::int64_t new_application(const std::string& shop_name, const std::string& mail = "owner@example.jp");

    const accounts::MailSeal seal{accounts::AccountKey::from_hex(std::string(64, 'a')).value()};
    runtime::Database application;
    runtime::Database owner;
};

// The absolute path of a file of the checkout.
std::string checkout_file(const std::string& path);

}  // namespace hub::passport_db
