#include "handlers/accounts/own_second_step.hpp"

#include <algorithm>

#include "tests/unit/accounts/second_step_fixture.hpp"

namespace hub::accounts {
namespace {

class OwnSecondStepTest : public SecondStepTest {};

TEST_F(OwnSecondStepTest, of_an_app_is_not_begun_any_more_after_the_password_it_was_asked_for_with) {
    const auto session = log_in();
    scan_app(session);
    store.set_password(transactions, {AccountKind::member, 7}, "hash of suzume-ga-5wa", clock.wall());
    EXPECT_EQ(text(confirm_app(session)), "accounts.ticket_over");
    EXPECT_TRUE(store.steps.empty());
    EXPECT_TRUE(transactions.messages.empty());
    store.set_password(transactions, {AccountKind::member, 7}, "hash of " + password, clock.wall());
    EXPECT_TRUE(confirm_app(session)) << "it was the password alone";
}

TEST_F(OwnSecondStepTest, is_neither_begun_nor_ended_in_a_session_that_another_worker_has_ended) {
    const auto session = log_in();
    ASSERT_TRUE(begin_with("mail", session));
    const auto published = transactions.messages.size();
    const auto began_at = store.steps.at(7).began_at;
    clock.advance(std::chrono::seconds(1));
    scan_app(session);
    store.sessions.clear();
    EXPECT_EQ(text(confirm_app(session)), "session.missing");
    EXPECT_EQ(text(begin_with("mail", session)), "session.missing");
    EXPECT_EQ(text(ask(end, json_of({{"password", password}}), session)), "session.missing");
    EXPECT_EQ(store.steps.at(7).method, SecondStepMethod::mail);
    EXPECT_EQ(store.steps.at(7).began_at, began_at);
    EXPECT_EQ(transactions.messages.size(), published);
}

TEST_F(OwnSecondStepTest, is_neither_begun_nor_ended_by_a_password_that_was_replaced_while_it_was_checked) {
    const auto session = log_in();
    const auto replaced = [this] { store.known[own].password_hash = "hash of tsubame-ga-9wa"; };
    passwords.meanwhile = replaced;
    EXPECT_EQ(begin_with("mail", session).error().fields.at(0).field, "/password");
    EXPECT_TRUE(store.steps.empty());
    store.known[own].password_hash = "hash of " + password;
    store.steps[7] = {SecondStepMethod::mail, {}, 0, {}, clock.wall()};
    EXPECT_EQ(ask(end, json_of({{"password", password}}), session).error().fields.at(0).field, "/password");
    EXPECT_TRUE(store.steps.contains(7));
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(OwnSecondStepTest, of_an_app_is_begun_once_by_what_was_scanned) {
    const auto session = log_in();
    ASSERT_TRUE(set_up_app(session));
    const auto codes = store.steps.at(7).recovery_digests;
    const auto published = transactions.messages.size();
    EXPECT_EQ(text(confirm_app(session)), "accounts.second_step_begun");
    clock.advance(std::chrono::seconds(30));
    EXPECT_EQ(text(confirm_app(session)), "accounts.second_step_begun") << "by a later code too";
    EXPECT_EQ(store.steps.at(7).recovery_digests, codes) << "those that were shown still count";
    EXPECT_EQ(transactions.messages.size(), published);

    const auto use = std::find_if(attempts.taken.begin(), attempts.taken.end(),
                                  [](const auto& key) { return key.starts_with("set_up:"); });
    ASSERT_NE(use, attempts.taken.end());
    attempts.refused = *use;
    EXPECT_EQ(text(confirm_app(session)), "accounts.second_step_begun");
    ASSERT_TRUE(ask(end, json_of({{"password", password}}), session));
    EXPECT_EQ(text(confirm_app(session)), "accounts.ticket_over");
    EXPECT_TRUE(store.steps.empty());
    EXPECT_TRUE(set_up_app(session)) << "what is scanned now begins it";
}

TEST_F(OwnSecondStepTest, of_an_app_does_not_replace_one_that_was_begun_after_it_was_scanned) {
    const auto session = log_in();
    scan_app(session);
    ASSERT_TRUE(begin_with("mail", session));
    EXPECT_EQ(text(confirm_app(session)), "accounts.ticket_over");
    EXPECT_EQ(store.steps.at(7).method, SecondStepMethod::mail);
    clock.advance(std::chrono::seconds(1));
    EXPECT_TRUE(set_up_app(session)) << "one of before is replaced";
    EXPECT_EQ(store.steps.at(7).method, SecondStepMethod::authenticator);
}

}  // namespace
}  // namespace hub::accounts
