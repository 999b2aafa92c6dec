#include "handlers/accounts/own_password.hpp"

#include "tests/unit/accounts/access_fixture.hpp"

namespace hub::accounts {
namespace {

class OwnPasswordTest : public AccessTest {
protected:
    Result<SharedText> ask_for_link(const std::string& mail) { return ask(forgotten, json_of({{"mail", mail}})); }
    Result<SharedText> reset_with(const std::string& token, const std::string& wanted) {
        return ask(reset, json_of({{"token", token}, {"password", wanted}}));
    }
    Result<SharedText> change_to(const std::string& wanted, const std::string& now, const std::string& session) {
        return ask(change, json_of({{"password", now}, {"new_password", wanted}}), session);
    }
    LinkRequestHandler forgotten{services, AccountKind::member, LinkPurpose::password_reset};
    AccessLinkHandler look{services, AccountKind::member};
    ResetPasswordHandler reset{services, AccountKind::member};
    ChangePasswordHandler change{services};
};

TEST_F(OwnPasswordTest, is_reset_by_a_mailed_link_and_every_session_ends) {
    const auto session = log_in();
    EXPECT_EQ(text(ask_for_link(own)), R"({"expires_in_s":3600})");
    const auto token = mailed_token();
    ASSERT_TRUE(is_token(token));
    EXPECT_TRUE(has(mailed(), "https://pass.example.jp/password/reset?token="));
    EXPECT_EQ(member(ask(look, json_of({{"token", token}, {"purpose", "password_reset"}})), "mail"), own);
    EXPECT_EQ(text(reset_with(token, "suzume-ga-5wa")), "{}");
    EXPECT_FALSE(is_logged_in(session));
    EXPECT_EQ(log_in(), "accounts.login_refused");
    EXPECT_TRUE(is_token(log_in("suzume-ga-5wa")));
    EXPECT_EQ(address_of(mailed()), own);
    EXPECT_TRUE(has(mailed(), "パスワードが変更されました"));
    EXPECT_TRUE(has(mailed(), "https://pass.example.jp/password/forgotten"));
    const auto given_back = attempts.successes.size();
    EXPECT_EQ(text(reset_with(token, "tsubame-ga-7wa")), "accounts.link_used");
    EXPECT_EQ(attempts.successes.size(), given_back);
}

TEST_F(OwnPasswordTest, is_forgotten_by_everybody_alike_and_strangers_get_no_link) {
    const auto known = text(ask_for_link(own));
    const auto strange = text(ask_for_link("strange@example.jp"));
    EXPECT_EQ(known, strange);
    EXPECT_EQ(store.kept, 2);
    ASSERT_EQ(transactions.messages.size(), 2u);
    EXPECT_EQ(mailed_token(), "");
    EXPECT_TRUE(has(mailed(), "登録されていないか"));
    store.enough = true;
    EXPECT_EQ(text(ask_for_link(own)), known);
    EXPECT_EQ(transactions.messages.size(), 2u);
}

TEST_F(OwnPasswordTest, is_not_reset_by_the_link_of_an_account_that_is_gone_or_of_another_purpose_or_too_late) {
    (void)ask_for_link(own);
    const auto token = mailed_token();
    LinkRequestHandler to_log_in{services, AccountKind::member, LinkPurpose::login};
    (void)ask(to_log_in, json_of({{"mail", own}}));
    EXPECT_EQ(text(reset_with(mailed_token(), "suzume-ga-5wa")), "accounts.link_unknown");
    const auto credentials = store.known.extract(own);
    EXPECT_EQ(text(reset_with(token, "suzume-ga-5wa")), "accounts.link_unknown");
    store.known[own] = credentials.mapped();
    clock.advance(std::chrono::hours(1));
    EXPECT_EQ(text(reset_with(token, "suzume-ga-5wa")), "accounts.link_unknown");
}

TEST_F(OwnPasswordTest, keeps_the_rules_of_passwords_and_the_link_stays_usable) {
    (void)ask_for_link(own);
    const auto token = mailed_token();
    for (const auto* weak : {"short", "password-2026", "hanako-2026-x"}) {
        const auto refused = reset_with(token, weak);
        ASSERT_FALSE(refused) << weak;
        EXPECT_EQ(refused.error().fields.at(0).field, "/password") << weak;
    }
    EXPECT_TRUE(reset_with(token, "suzume-ga-5wa"));
}

TEST_F(OwnPasswordTest, costs_whoever_tries_tokens_no_hash) {
    attempts.wait = std::chrono::seconds(3);
    EXPECT_EQ(text(reset_with(new_token(), "suzume-ga-5wa")), "request.too_many");
    EXPECT_EQ(text(ask_for_link(own)), "request.too_many");
    EXPECT_EQ(store.kept, 0);
}

TEST_F(OwnPasswordTest, is_changed_by_the_one_of_now_and_the_other_sessions_end) {
    const auto other = log_in();
    const auto session = log_in();
    EXPECT_EQ(text(change_to("suzume-ga-5wa", password, session)), R"({"ended":1})");
    EXPECT_TRUE(is_logged_in(session));
    EXPECT_FALSE(is_logged_in(other));
    EXPECT_TRUE(is_token(log_in("suzume-ga-5wa")));
    EXPECT_TRUE(has(mailed(), "パスワードが変更されました"));
}

TEST_F(OwnPasswordTest, is_changed_only_so_often_by_an_account_and_what_is_over_mails_nobody_and_costs_no_hash) {
    const auto session = log_in();
    attempts.taken.clear();
    ASSERT_TRUE(change_to("suzume-ga-5wa", password, session));
    ASSERT_EQ(attempts.taken.size(), 3u);  // the password by account and by source, then the change
    EXPECT_TRUE(attempts.taken.back().starts_with("change:"));
    attempts.refused = attempts.taken.back();
    passwords.hashed = 0;
    const auto published = transactions.messages.size();
    EXPECT_EQ(text(change_to("tsubame-ga-7wa", "suzume-ga-5wa", session)), "request.too_many");
    EXPECT_EQ(passwords.hashed, 0);
    EXPECT_EQ(transactions.messages.size(), published);
    EXPECT_EQ(store.known[own].password_hash, "hash of suzume-ga-5wa");
}

TEST_F(OwnPasswordTest, is_not_changed_by_guessing_the_one_of_now) {
    const auto session = log_in();
    const auto refused = change_to("suzume-ga-5wa", "a-guess", session);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).field, "/password");
    EXPECT_EQ(attempts.successes.size(), 1u);  // of the login
    attempts.wait = std::chrono::seconds(3);
    const int checked = passwords.checked;
    EXPECT_EQ(text(change_to("suzume-ga-5wa", password, session)), "request.too_many");
    EXPECT_EQ(passwords.checked, checked);
    EXPECT_EQ(text(change_to("suzume-ga-5wa", password, "")), "session.missing");
}

TEST_F(OwnPasswordTest, is_not_changed_by_one_that_was_replaced_while_it_was_hashed) {
    const auto session = log_in();
    passwords.meanwhile = [this] { store.known[own].password_hash = "hash of tsubame-ga-9wa"; };
    EXPECT_EQ(change_to("suzume-ga-5wa", password, session).error().fields.at(0).field, "/password");
    EXPECT_EQ(store.known[own].password_hash, "hash of tsubame-ga-9wa");
}

TEST_F(OwnPasswordTest, names_every_wrong_field_at_once) {
    const auto session = log_in();
    const auto refused = change_to("short", "", session);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.size(), 2u);
    EXPECT_EQ(change_to(password, password, session).error().fields.at(0).field, "/new_password");
    EXPECT_EQ(change_to("hanako-no-7", password, session).error().fields.at(0).field, "/new_password");
}

}  // namespace
}  // namespace hub::accounts
