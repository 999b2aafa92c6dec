#include "handlers/accounts/own_mail.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "tests/unit/accounts/access_fixture.hpp"

namespace hub::accounts {
namespace {

class OwnMailTest : public AccessTest {
protected:
    Result<SharedText> change_to(const std::string& mail, const std::string& session,
                                 const std::string& with = "kotori-ga-3wa") {
        return ask(change, json_of({{"mail", mail}, {"password", with}}), session);
    }
    Result<SharedText> confirm_with(const std::string& token, const std::string& session = {}) {
        return ask(confirm, json_of({{"token", token}}), session);
    }
    ChangeMailHandler change{services};
    ConfirmMailHandler confirm{services, AccountKind::member};
};

TEST_F(OwnMailTest, changes_when_the_new_address_is_confirmed_and_the_sessions_elsewhere_end) {
    const auto elsewhere = log_in();
    const auto session = log_in();
    EXPECT_EQ(text(change_to("new@example.jp", session)), R"({"expires_in_s":86400})");
    EXPECT_TRUE(store.known.contains(own));
    EXPECT_EQ(address_of(mailed(1)), "new@example.jp");
    EXPECT_TRUE(has(mailed(1), "https://pass.example.jp/mail/confirm?token="));
    EXPECT_EQ(address_of(mailed()), own);
    EXPECT_TRUE(has(mailed(), "変更する申し込みがありました"));
    EXPECT_FALSE(has(mailed(), "new@example.jp"));

    const auto token = mailed_token(1);
    EXPECT_EQ(text(confirm_with(token, session)), "{}");
    EXPECT_TRUE(store.known.contains("new@example.jp"));
    EXPECT_FALSE(store.known.contains(own));
    EXPECT_TRUE(is_logged_in(session));
    EXPECT_FALSE(is_logged_in(elsewhere));
    EXPECT_EQ(address_of(mailed()), own);
    EXPECT_TRUE(has(mailed(), "お問い合わせください"));
    EXPECT_EQ(text(confirm_with(token)), "accounts.link_used");
}

TEST_F(OwnMailTest, is_asked_for_only_so_often_by_an_account_and_mails_what_is_over_to_nobody) {
    const auto session = log_in();
    attempts.taken.clear();
    ASSERT_TRUE(change_to("new@example.jp", session));
    ASSERT_EQ(attempts.taken.size(), 3u);  // the password by account and by source, then the change
    EXPECT_TRUE(attempts.taken.back().starts_with("change:"));
    const auto& asked = transactions.messages.at(transactions.messages.size() - 2);
    EXPECT_EQ(asked.extension(kExpiryTime), to_rfc3339(clock.wall() + std::chrono::hours(24)));
    attempts.refused = attempts.taken.back();
    EXPECT_EQ(text(change_to("other@example.jp", session)), "request.too_many");
    EXPECT_EQ(store.kept, 1);
}

TEST_F(OwnMailTest, can_be_confirmed_in_another_browser_which_ends_every_session) {
    const auto session = log_in();
    (void)change_to("new@example.jp", session);
    EXPECT_TRUE(confirm_with(mailed_token(1)));
    EXPECT_FALSE(is_logged_in(session));
}

TEST_F(OwnMailTest, is_asked_for_alike_whether_somebody_has_the_new_address_or_not) {
    store.known["taken@example.jp"] = {8, "hash"};
    const auto session = log_in();
    const auto free = text(change_to("new@example.jp", session));
    const auto published = transactions.messages.size();
    EXPECT_EQ(text(change_to("taken@example.jp", session)), free);
    EXPECT_EQ(transactions.messages.size(), 2 * published);
    EXPECT_EQ(address_of(mailed(1)), "taken@example.jp");
    EXPECT_EQ(mailed_token(1), "");
    EXPECT_TRUE(has(mailed(1), "変更はできません"));
}

TEST_F(OwnMailTest, does_not_change_to_an_address_that_was_taken_meanwhile) {
    (void)change_to("new@example.jp", log_in());
    store.known["new@example.jp"] = {8, "hash"};
    EXPECT_EQ(text(confirm_with(mailed_token(1))), "accounts.mail_taken");
    EXPECT_EQ(store.known.at(own).account_id, 7);
}

TEST_F(OwnMailTest, is_not_asked_for_by_a_password_that_was_replaced_while_it_was_checked) {
    const auto session = log_in();
    passwords.meanwhile = [this] { store.known[own].password_hash = "hash of tsubame-ga-9wa"; };
    const auto refused = change_to("new@example.jp", session);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).field, "/password");
    EXPECT_TRUE(store.links.empty());
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(OwnMailTest, needs_the_password_and_another_address) {
    const auto session = log_in();
    EXPECT_EQ(change_to("new@example.jp", session, "a-guess").error().fields.at(0).field, "/password");
    EXPECT_EQ(change_to("HANAKO@example.jp", session).error().fields.at(0).field, "/mail");
    EXPECT_EQ(change_to("はなこ", session, "").error().fields.size(), 2u);
    EXPECT_EQ(text(change_to("new@example.jp", "")), "session.missing");
    EXPECT_EQ(store.kept, 0);
}

}  // namespace
}  // namespace hub::accounts
