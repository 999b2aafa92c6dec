#include "handlers/accounts/login.hpp"

#include "handlers/accounts/own_sessions.hpp"
#include "handlers/members/own_data.hpp"
#include "tests/unit/members/member_fixture.hpp"

namespace hub::accounts {
namespace {

class LoginTest : public members::MemberTest {
protected:
    LoginTest() { store.known["hanako@example.jp"] = {7, "hash of kotori"}; }
    Result<SharedText> log_in(const std::string& mail, const std::string& password, const std::string& before = {}) {
        return ask(login, R"({"mail":")" + mail + R"(","password":")" + password + "\"}", before);
    }
    LoginHandler login{services, AccountKind::member};
    LogoutHandler logout{services};
    members::MeHandler me{member_services};
    SessionListHandler list{services};
    EndSessionsHandler end_all{services};
};

TEST_F(LoginTest, begins_a_session_of_which_only_a_digest_is_stored) {
    const auto session = member(log_in("Hanako@Example.JP", "kotori"), "session");
    ASSERT_TRUE(is_token(session));
    ASSERT_EQ(store.sessions.size(), 1u);
    EXPECT_EQ(store.sessions.begin()->first, digest_of(session));
    EXPECT_EQ(member(ask(me, "{}", session), "mail"), "hanako@example.jp");
    EXPECT_EQ(attempts.successes.size(), 1u);
}

TEST_F(LoginTest, refuses_strangers_and_wrong_passwords_with_the_same_words_after_the_same_work) {
    const auto wrong = log_in("hanako@example.jp", "guess");
    const auto strange = log_in("nobody@example.jp", "guess");
    ASSERT_FALSE(wrong);
    ASSERT_FALSE(strange);
    EXPECT_EQ(wrong.error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(wrong.error().code, strange.error().code);
    EXPECT_EQ(wrong.error().detail, strange.error().detail);
    EXPECT_EQ(passwords.checked, 2);
    EXPECT_TRUE(attempts.successes.empty());
}

TEST_F(LoginTest, counts_by_account_and_by_source_without_naming_either) {
    (void)log_in("hanako@example.jp", "guess");
    (void)log_in("HANAKO@example.jp", "guess");
    ASSERT_EQ(attempts.taken.size(), 4u);
    EXPECT_EQ(attempts.taken[0], attempts.taken[2]);
    for (const auto& key : attempts.taken) {
        EXPECT_EQ(key.find("hanako"), std::string::npos);
        EXPECT_EQ(key.find("192.0.2.7"), std::string::npos);
    }
}

TEST_F(LoginTest, does_not_look_at_the_password_of_somebody_who_has_to_wait) {
    attempts.wait = std::chrono::seconds(4);
    EXPECT_EQ(text(log_in("hanako@example.jp", "kotori")), "request.too_many");
    EXPECT_EQ(passwords.checked, 0);
}

TEST_F(LoginTest, is_no_counted_try_when_the_line_is_full) {
    passwords.full = true;
    EXPECT_EQ(text(log_in("hanako@example.jp", "kotori")), "passwords.busy");
    EXPECT_TRUE(attempts.taken.empty());
}

TEST_F(LoginTest, looks_for_nobody_before_it_is_its_turn) {
    passwords.no_turn_comes = true;
    EXPECT_EQ(text(log_in("hanako@example.jp", "kotori")), "passwords.busy");
    EXPECT_EQ(store.looked_for, 0);
    passwords.no_turn_comes = false;
    (void)log_in("hanako@example.jp", "kotori");
    EXPECT_EQ(store.looked_for, 1);
}

TEST_F(LoginTest, begins_no_session_for_a_password_that_was_replaced_while_it_was_hashed) {
    passwords.meanwhile = [this] { store.known["hanako@example.jp"].password_hash = "hash of suzume"; };
    EXPECT_EQ(text(log_in("hanako@example.jp", "kotori")), "accounts.login_refused");
    EXPECT_TRUE(store.sessions.empty());
}

TEST_F(LoginTest, ends_the_session_before_it) {
    const auto first = member(log_in("hanako@example.jp", "kotori"), "session");
    EXPECT_TRUE(ask(me, "{}", first));
    const auto second = member(log_in("hanako@example.jp", "kotori", first), "session");
    EXPECT_NE(first, second);
    EXPECT_EQ(text(ask(me, "{}", first)), "session.missing");
    EXPECT_TRUE(ask(me, "{}", second));
}

TEST_F(LoginTest, is_asked_about_in_the_database_every_five_seconds) {
    const auto session = member(log_in("hanako@example.jp", "kotori"), "session");
    for (int turn = 0; turn < 5; ++turn) (void)ask(me, "{}", session);
    EXPECT_EQ(store.looked_up, 1);
    clock.advance(std::chrono::seconds(5));
    (void)ask(me, "{}", session);
    EXPECT_EQ(store.looked_up, 2);
    store.sessions.clear();
    EXPECT_TRUE(ask(me, "{}", session));
    clock.advance(std::chrono::seconds(5));
    EXPECT_FALSE(ask(me, "{}", session));
}

TEST_F(LoginTest, logging_out_ends_the_session_and_is_no_error_without_one) {
    const auto session = member(log_in("hanako@example.jp", "kotori"), "session");
    EXPECT_TRUE(ask(logout, "{}", session));
    EXPECT_EQ(text(ask(me, "{}", session)), "session.missing");
    EXPECT_TRUE(ask(logout, "{}", session));
    EXPECT_TRUE(ask(logout, "{}"));
    EXPECT_TRUE(ask(logout, "{}", "'; DROP TABLE users"));
}

TEST_F(LoginTest, all_sessions_are_listed_and_ended_together) {
    const auto one = member(log_in("hanako@example.jp", "kotori"), "session");
    const auto other = member(log_in("hanako@example.jp", "kotori"), "session");
    const auto document = json::Document::parse(text(ask(list, "{}", other)));
    ASSERT_EQ(document->root().find("sessions")->size(), 2u);
    EXPECT_TRUE(ask(me, "{}", one));
    EXPECT_EQ(text(ask(end_all, "{}", other)), R"({"ended":2})");
    EXPECT_FALSE(ask(me, "{}", one));
    EXPECT_FALSE(ask(me, "{}", other));
}

TEST_F(LoginTest, whatever_is_of_a_member_is_refused_without_a_session) {
    for (const auto& session : {std::string(), std::string("x"), new_token()}) {
        EXPECT_EQ(text(ask(me, "{}", session)), "session.missing");
        EXPECT_EQ(text(ask(list, "{}", session)), "session.missing");
        EXPECT_EQ(text(ask(end_all, "{}", session)), "session.missing");
    }
}

}  // namespace
}  // namespace hub::accounts
