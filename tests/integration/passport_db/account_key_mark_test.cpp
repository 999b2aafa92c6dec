#include "connectors/passport_db/account_key_mark.hpp"

#include "router/cli/account_key_guard.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/servers.hpp"

namespace hub::passport_db {
namespace {

// A database without addresses and without a mark; afterwards again without a mark.
class AccountKeyMark : public PassportDatabase {
protected:
    AccountKeyMark() {
        EXPECT_TRUE(
            as_owner("DELETE FROM hub.account_key; DELETE FROM hub.account_link; DELETE FROM users;"
                     " UPDATE hub.staff SET mail = NULL WHERE mail IS NOT NULL"));
    }
    ~AccountKeyMark() override { EXPECT_TRUE(as_owner("DELETE FROM hub.account_key; DELETE FROM users")); }

    // What became of the mark, or the code of the error.
    std::string kept(const accounts::MailSeal& by, bool before_is_lost = false) {
        const auto mark = keep_account_key_mark(test::Servers::shared().owner(), by, before_is_lost);
        if (!mark) return mark.error().code;
        return *mark == KeyMark::same ? "same" : *mark == KeyMark::first ? "first" : "replaced";
    }
    // As the application role.
    std::string fits(const accounts::MailSeal& by) {
        const auto asked =
            application.run_here([&](UnitOfWork& unit_of_work) { return account_key_fits(unit_of_work, by); }, soon());
        return asked ? "fits" : asked.error().code;
    }
    void store(const std::string& id, const accounts::MailSeal& by) {
        EXPECT_TRUE(
            as_owner("INSERT INTO users (user_id, mail) VALUES (" + id + ", '" + by.seal(id + "@example.jp") + "')"));
    }
    const accounts::MailSeal other{accounts::AccountKey::from_hex(std::string(64, 'b')).value()};
};

TEST_F(AccountKeyMark, is_that_of_the_first_key_and_no_other_one_fits) {
    EXPECT_EQ(fits(other), "fits") << "a database that has no mark yet";
    EXPECT_EQ(kept(seal), "first");
    EXPECT_EQ(kept(seal), "same");
    EXPECT_EQ(fits(seal), "fits");
    EXPECT_EQ(kept(other), "accounts.other_key");
    EXPECT_EQ(fits(other), "accounts.other_key");
    EXPECT_EQ(value("SELECT mark FROM hub.account_key"), account_key_mark(seal));
}

TEST_F(AccountKeyMark, is_not_that_of_a_key_which_opens_nothing_of_what_was_sealed_before_there_was_one) {
    store("1", seal);
    EXPECT_EQ(kept(other), "accounts.other_key");
    EXPECT_EQ(value("SELECT count(*) FROM hub.account_key"), "0");
    EXPECT_EQ(kept(seal), "first");
}

TEST_F(AccountKeyMark, is_that_of_a_key_which_opens_a_part_because_another_was_lost_before) {
    store("1", other);
    store("2", seal);
    EXPECT_EQ(kept(seal), "first");
}

TEST_F(AccountKeyMark, is_that_of_another_key_when_somebody_says_that_the_one_before_is_lost) {
    store("1", seal);
    EXPECT_EQ(kept(seal), "first");
    EXPECT_EQ(kept(seal, true), "same");
    EXPECT_EQ(kept(other, true), "replaced");
    EXPECT_EQ(fits(other), "fits");
    EXPECT_EQ(kept(seal), "accounts.other_key");
}

TEST_F(AccountKeyMark, lets_transactions_through_while_it_is_that_of_the_configured_key) {
    cli::AccountKeyGuard guard(application, seal);
    int carried_out = 0;
    const Transactions::Job job = [&](UnitOfWork&) {
        ++carried_out;
        return Result<void>::success();
    };
    const auto run = [&] {
        auto in_transaction = guard.run(job, soon());
        const auto done = test::run_awaitable(std::move(in_transaction));
        auto alone = guard.run_statement(job, soon());
        EXPECT_EQ(test::run_awaitable(std::move(alone)).ok(), done.ok());
        return done ? "done" : std::string(to_string(done.error().kind)) + " " + done.error().code;
    };
    ASSERT_EQ(kept(other), "first");
    EXPECT_EQ(run(), "transient accounts.other_key");
    EXPECT_EQ(carried_out, 0);
    ASSERT_EQ(kept(seal, true), "replaced");
    EXPECT_EQ(run(), "done") << "who was refused looks again";
    EXPECT_EQ(carried_out, 2);

    ASSERT_EQ(kept(other, true), "replaced");
    EXPECT_FALSE(application.run_here([&](UnitOfWork& unit_of_work) { return guard.look(unit_of_work); }, soon()));
    EXPECT_EQ(run(), "transient accounts.other_key") << "somebody has noticed";
    EXPECT_EQ(carried_out, 2);
}

TEST_F(AccountKeyMark, is_one_and_out_of_reach_of_the_application_role) {
    ASSERT_EQ(kept(seal), "first");
    EXPECT_FALSE(as_owner("INSERT INTO hub.account_key (only_row, mark) VALUES (false, repeat('a', 43))"));
    EXPECT_FALSE(as_application("UPDATE hub.account_key SET mark = repeat('a', 43)"));
    EXPECT_FALSE(as_application("DELETE FROM hub.account_key"));
}

}  // namespace
}  // namespace hub::passport_db
