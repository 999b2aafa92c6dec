#include <future>
#include <thread>

#include <pqxx/pqxx>

#include "connectors/passport_db/account_store.hpp"
#include "connectors/passport_db/second_step_store.hpp"
#include "connectors/passport_db/session_store.hpp"
#include "tests/integration/passport_db/blocking.hpp"
#include "tests/integration/passport_db/passport_database.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::passport_db {
namespace {

using namespace std::chrono_literals;
using accounts::Account;
using accounts::AccountKind;
using accounts::LinkPurpose;
using accounts::SecondStepMethod;

// Member 1 and owner 1 with the same address, and a suspended member 2.
class AccountAccess : public PassportDatabase {
protected:
    AccountAccess() {
        EXPECT_TRUE(
            store_sealed("DELETE FROM hub.account_link; DELETE FROM users; DELETE FROM owner;"
                         "INSERT INTO users (user_id, mail, password_hash, status) VALUES"
                         " (1, 'Hanako@example.jp', 'old', 'active'), (2, 'idle@example.jp', 'old', 'suspended');"
                         "INSERT INTO owner (owner_id, mail, password_hash, status) VALUES"
                         " (1, 'hanako@example.jp', 'old', 'active')")
                .ok());
    }
    template <typename Work>
    auto carry_out(Work work) {
        using Value = decltype(work(std::declval<UnitOfWork&>()));
        std::optional<Value> value;
        const auto done = application.run_here(
            [&](UnitOfWork& unit_of_work) -> Result<void> {
                value.emplace(work(unit_of_work));
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(done) << done.error().detail;
        return *value;
    }
    std::optional<bool> keep(LinkPurpose purpose, const std::string& mail, char letter, std::int64_t account_id = 0,
                             AccountKind kind = AccountKind::member) {
        return carry_out([&](UnitOfWork& unit_of_work) {
            return store.keep_link(unit_of_work, {kind, purpose, mail, digest(letter), now, now + 1h, account_id});
        });
    }
    Result<accounts::Link> use(LinkPurpose purpose, char letter, AccountKind kind = AccountKind::member) {
        return carry_out(
            [&](UnitOfWork& unit_of_work) { return store.use_link(unit_of_work, kind, purpose, digest(letter), now); });
    }
    void begin_step(Account account, SecondStepMethod method) {
        carry_out([&](UnitOfWork& unit_of_work) {
            accounts::NewSecondStep step{method, {}, 5, {"first-code", "other_code"}, now};
            if (method == SecondStepMethod::authenticator) step.secret = "sealed";
            steps.begin_second_step(unit_of_work, account, step);
            return true;
        });
    }
    void keep_code(char letter) {
        carry_out([&](UnitOfWork& unit_of_work) {
            steps.keep_code(unit_of_work, member, {digest(letter), now + 10min});
            return true;
        });
    }
    bool use_code(char letter, WallTime at) {
        return carry_out(
            [&](UnitOfWork& unit_of_work) { return steps.use_code(unit_of_work, member, digest(letter), at); });
    }
    std::optional<accounts::SecondStep> find_step(Account account) {
        return carry_out([&](UnitOfWork& unit_of_work) { return steps.find_second_step(unit_of_work, account); });
    }
    static std::string digest(char letter) { return std::string(64, letter); }
    const WallTime now = from_rfc3339("2026-11-20T10:00:00Z").value();
    const Account member{AccountKind::member, 1};
    const Account owner{AccountKind::owner, 1};
    AccountStore store{seal};
    SecondStepStore steps;
    SessionStore sessions;
};

TEST_F(AccountAccess, links_that_let_in_are_for_active_accounts_and_a_new_address_is_known_whatever_its_state) {
    EXPECT_EQ(keep(LinkPurpose::password_reset, "HANAKO@example.jp", 'a'), true);
    EXPECT_EQ(keep(LinkPurpose::login, "idle@example.jp", 'b'), false);
    EXPECT_EQ(keep(LinkPurpose::login, "nobody@example.jp", 'c'), false);
    EXPECT_EQ(keep(LinkPurpose::mail_change, "idle@example.jp", 'd', 1), true);
    EXPECT_EQ(keep(LinkPurpose::mail_change, "new@example.jp", 'e', 1), false);
    EXPECT_EQ(value("SELECT count(*) FROM hub.account_link"), "5");
}

TEST_F(AccountAccess, a_link_is_of_one_purpose_and_one_kind_and_knows_whose_address_changes) {
    keep(LinkPurpose::mail_change, "new@example.jp", 'a', 1);
    EXPECT_EQ(use(LinkPurpose::login, 'a').error().code, "accounts.link_unknown");
    EXPECT_EQ(use(LinkPurpose::mail_change, 'a', AccountKind::owner).error().code, "accounts.link_unknown");
    EXPECT_EQ(use(LinkPurpose::mail_change, 'a')->account_id, 1);
    EXPECT_EQ(use(LinkPurpose::mail_change, 'a').error().code, "accounts.link_used");
    EXPECT_FALSE(as_owner("INSERT INTO hub.account_link (digest, account_kind, purpose, mail, asked_at, expires_at)"
                          " VALUES (repeat('9', 64), 'member', 'mail_change', 'a@b.jp', now(), now() + '1h')")
                     .ok());
}

TEST_F(AccountAccess, a_new_password_makes_the_links_of_before_useless_and_no_others) {
    keep(LinkPurpose::login, "hanako@example.jp", 'a');
    keep(LinkPurpose::mail_change, "new@example.jp", 'b', 1);
    keep(LinkPurpose::login, "hanako@example.jp", 'c', 0, AccountKind::owner);
    keep(LinkPurpose::login, "idle@example.jp", 'd');
    carry_out([&](UnitOfWork& unit_of_work) {
        store.set_password(unit_of_work, member, "new", now);
        return true;
    });
    EXPECT_EQ(use(LinkPurpose::login, 'a').error().code, "accounts.link_used");
    EXPECT_EQ(use(LinkPurpose::mail_change, 'b').error().code, "accounts.link_used");
    EXPECT_TRUE(use(LinkPurpose::login, 'c', AccountKind::owner));
    EXPECT_TRUE(use(LinkPurpose::login, 'd'));
    EXPECT_EQ(value("SELECT string_agg(password_hash, ' ' ORDER BY user_id) FROM users"), "new old");
    EXPECT_EQ(value("SELECT password_hash FROM owner"), "old");
}

TEST_F(AccountAccess, a_password_is_held_while_it_is_the_one_of_an_active_account) {
    const auto holds = [&](Account account, const std::string& hash) {
        return carry_out([&](UnitOfWork& unit_of_work) { return store.hold_password(unit_of_work, account, hash); });
    };
    EXPECT_TRUE(holds(member, "old"));
    EXPECT_TRUE(holds(owner, "old"));
    EXPECT_FALSE(holds(member, "new"));
    EXPECT_FALSE(holds({AccountKind::member, 2}, "old"));  // suspended
}

TEST_F(AccountAccess, an_address_is_one_accounts_whatever_its_case_and_no_unfinished_application_holds_it_back) {
    ASSERT_TRUE(store_sealed("INSERT INTO users (user_id, mail) VALUES (3, 'new@example.jp')").ok());
    const auto change = [&](const std::string& mail) {
        return application.run_here(
            [&](UnitOfWork& unit_of_work) { return store.set_mail(unit_of_work, member, mail, now); }, soon());
    };
    const auto taken = change("IDLE@example.jp");
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, "accounts.mail_taken");
    EXPECT_EQ(opened("SELECT mail FROM users WHERE user_id = 1"), "Hanako@example.jp");
    EXPECT_TRUE(change("New@example.jp"));
    EXPECT_EQ(opened("SELECT mail FROM users ORDER BY user_id"), "New@example.jp idle@example.jp");
    EXPECT_TRUE(change("NEW@example.jp"));
}

TEST_F(AccountAccess, is_found_for_active_accounts_of_each_kind) {
    const auto access = carry_out([&](UnitOfWork& unit_of_work) { return store.find_access(unit_of_work, owner); });
    ASSERT_TRUE(access);
    EXPECT_EQ(access->mail, "hanako@example.jp");
    EXPECT_EQ(access->password_hash, "old");
    const Account suspended{AccountKind::member, 2};
    EXPECT_FALSE(carry_out([&](UnitOfWork& unit_of_work) { return store.find_access(unit_of_work, suspended); }));
    const auto found = [&](const std::string& mail) {
        return carry_out([&](UnitOfWork& unit_of_work) {
            return store.find_account(unit_of_work, AccountKind::member, mail).value_or(0);
        });
    };
    EXPECT_EQ(found("HANAKO@EXAMPLE.JP"), 1);
    EXPECT_EQ(found("idle@example.jp"), 0);
}

TEST_F(AccountAccess, other_sessions_end_and_those_of_other_accounts_do_not) {
    for (const char letter : std::string("123"))
        carry_out([&](UnitOfWork& unit_of_work) {
            sessions.begin(unit_of_work, {digest(letter), letter == '3' ? owner : member, now, {}});
            return true;
        });
    EXPECT_EQ(
        carry_out([&](UnitOfWork& unit_of_work) { return sessions.end_others(unit_of_work, member, digest('1')); }), 1);
    EXPECT_EQ(value("SELECT string_agg(left(digest, 1), ' ' ORDER BY digest) FROM hub.session"), "1 3");
}

TEST_F(AccountAccess, no_session_begins_while_the_account_is_suspended_at_the_same_moment) {
    for (const auto& account : {member, owner}) {
        const std::string table = account.kind == AccountKind::member ? "users" : "owner";
        std::future<bool> begun;
        const auto suspended = PassportDatabase::owner.run_here(
            [&](UnitOfWork& unit_of_work) {
                auto& transaction = runtime::native(unit_of_work);
                transaction.exec("UPDATE " + table + " SET status = 'suspended'");
                begun = std::async(std::launch::async, [&] {
                    return carry_out([&](UnitOfWork& unit) {
                        return sessions.begin(unit, {digest('1'), account, now, {}});
                    });
                });
                wait_until_blocking(transaction);
                return Result<void>::success();
            },
            soon());
        EXPECT_TRUE(suspended) << suspended.error().detail;
        EXPECT_FALSE(begun.get()) << table;
        EXPECT_EQ(value("SELECT count(*) FROM hub.session"), "0") << table;
    }
}

TEST_F(AccountAccess, a_second_step_is_one_for_each_account_and_goes_with_it) {
    begin_step(member, SecondStepMethod::mail);
    begin_step(owner, SecondStepMethod::mail);
    begin_step(member, SecondStepMethod::authenticator);
    const auto step = find_step(member);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->method, SecondStepMethod::authenticator);
    EXPECT_EQ(step->secret, "sealed");
    EXPECT_EQ(step->recovery_codes, 2);
    EXPECT_EQ(find_step(owner)->method, SecondStepMethod::mail);
    const auto end = [&](UnitOfWork& unit_of_work) { return steps.end_second_step(unit_of_work, owner); };
    EXPECT_TRUE(carry_out(end));
    EXPECT_FALSE(find_step(owner));
    EXPECT_FALSE(carry_out(end));
    ASSERT_TRUE(as_owner("DELETE FROM users").ok());
    EXPECT_EQ(value("SELECT count(*) FROM hub.second_step"), "0");
}

TEST_F(AccountAccess, a_mailed_code_is_used_once_in_time_and_after_no_more_than_five_tries) {
    begin_step(member, SecondStepMethod::mail);
    EXPECT_FALSE(use_code('a', now));
    keep_code('a');
    EXPECT_FALSE(use_code('a', now + 10min));
    EXPECT_TRUE(use_code('a', now + 9min));
    EXPECT_FALSE(use_code('a', now + 9min));
    keep_code('b');
    for (int guess = 0; guess < accounts::kMostCodeTries; ++guess) EXPECT_FALSE(use_code('c', now));
    EXPECT_FALSE(use_code('b', now));
    keep_code('b');
    EXPECT_TRUE(use_code('b', now));
}

TEST_F(AccountAccess, codes_count_once_also_when_they_are_sent_at_the_same_moment) {
    begin_step(member, SecondStepMethod::authenticator);
    std::atomic<int> used{0};
    std::vector<std::thread> threads;
    for (int turn = 0; turn < 4; ++turn)
        threads.emplace_back([&] {
            carry_out([&](UnitOfWork& unit_of_work) {
                if (steps.use_step(unit_of_work, member, 6)) used += 1;
                if (steps.use_recovery_code(unit_of_work, member, "other_code")) used += 10;
                return true;
            });
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(used, 11);
    EXPECT_EQ(find_step(member)->last_step, 6);
    EXPECT_EQ(find_step(member)->recovery_codes, 1);
    EXPECT_FALSE(carry_out([&](UnitOfWork& unit_of_work) { return steps.use_step(unit_of_work, member, 5); }));
}

}  // namespace
}  // namespace hub::passport_db
