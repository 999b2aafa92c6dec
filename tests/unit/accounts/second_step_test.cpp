#include "handlers/accounts/second_step.hpp"

#include <set>

#include "handlers/accounts/ask_for_link.hpp"
#include "tests/unit/accounts/second_step_fixture.hpp"

namespace hub::accounts {
namespace {

TEST_F(SecondStepTest, that_is_waited_for_ends_with_the_password_of_the_first) {
    (void)begin_with("mail", log_in());
    const auto waiting = ticket();
    const auto code = mailed_code();
    store.set_password(transactions, {AccountKind::member, 7}, "hash of suzume-ga-5wa", clock.wall());
    EXPECT_EQ(text(second_step(waiting, code)), "accounts.ticket_over");
    store.set_password(transactions, {AccountKind::member, 7}, "hash of " + password, clock.wall());
    EXPECT_TRUE(is_token(member(second_step(waiting, code), "session"))) << "the code was not used up";
}

TEST_F(SecondStepTest, is_a_mailed_code_that_counts_once) {
    const auto session = log_in();
    EXPECT_EQ(text(ask(state, "{}", session)), R"({"method":"none","recovery_codes":0})");
    EXPECT_EQ(recovery_codes(begin_with("mail", session)).size(), 10u);
    EXPECT_TRUE(has(mailed(), "二段階ログインが設定されました"));
    EXPECT_EQ(text(ask(state, "{}", session)), R"({"method":"mail","recovery_codes":10})");

    const auto asked = first_step();
    EXPECT_EQ(member(asked, "second_step"), "mail");
    EXPECT_FALSE(has(text(asked), "session"));
    const auto code = mailed_code();
    ASSERT_EQ(code.size(), 6u);
    EXPECT_FALSE(has(std::string(transactions.messages.back().data_text()), code));
    EXPECT_FALSE(has(store.code.digest, code));
    const auto held = member(asked, "ticket");
    EXPECT_TRUE(is_token(member(second_step(held, " " + code.substr(0, 3) + "-" + code.substr(3)), "session")));
    EXPECT_EQ(text(second_step(held, code)), "accounts.login_refused");
}

TEST_F(SecondStepTest, leaves_a_mailed_link_usable_when_too_many_codes_were_mailed) {
    (void)begin_with("mail", log_in());
    attempts.taken.clear();
    (void)first_step();
    EXPECT_EQ(transactions.messages.back().extension(kExpiryTime), to_rfc3339(clock.wall() + std::chrono::minutes(10)));
    attempts.refused = attempts.taken.back();
    LinkRequestHandler request{services, AccountKind::member, LinkPurpose::login};
    LoginByLinkHandler by_link{services, AccountKind::member};
    ASSERT_TRUE(ask(request, json_of({{"mail", own}})));
    const auto token = json_of({{"token", mailed_token()}});
    EXPECT_EQ(text(ask(by_link, token)), "request.too_many");
    attempts.refused.clear();
    EXPECT_EQ(member(ask(by_link, token), "second_step"), "mail");
    EXPECT_EQ(text(ask(by_link, token)), "accounts.link_used");
}

TEST_F(SecondStepTest, makes_a_mailed_code_useless_after_ten_minutes_or_five_tries) {
    (void)begin_with("mail", log_in());
    auto held = ticket();
    clock.advance(std::chrono::minutes(10));
    EXPECT_EQ(text(second_step(held, mailed_code())), "accounts.ticket_over");
    EXPECT_EQ(text(second_step(ticket(), "000000")), "accounts.login_refused");
    held = ticket();
    const auto code = mailed_code();
    for (int guess = 0; guess < 5; ++guess)
        EXPECT_EQ(text(second_step(held, code == "000000" ? "111111" : "000000")), "accounts.login_refused");
    EXPECT_EQ(text(second_step(held, code)), "accounts.login_refused");
    held = ticket();
    EXPECT_TRUE(is_token(member(second_step(held, mailed_code()), "session")));
}

TEST_F(SecondStepTest, lets_nobody_in_who_was_suspended_meanwhile) {
    (void)begin_with("mail", log_in());
    const auto held = ticket();
    store.suspended = true;
    EXPECT_EQ(text(second_step(held, mailed_code())), "accounts.login_refused");
}

TEST_F(SecondStepTest, by_an_authenticator_counts_after_its_first_code_and_takes_each_once) {
    const auto session = log_in();
    const auto begun = begin_with("authenticator", session);
    EXPECT_TRUE(recovery_codes(begun).empty());
    EXPECT_TRUE(is_token(log_in()));
    EXPECT_EQ(recovery_codes(set_up_app(session)).size(), 10u);
    EXPECT_TRUE(uri.starts_with("otpauth://totp/"));
    EXPECT_TRUE(has(uri, "hanako%40example.jp"));
    EXPECT_FALSE(has(store.steps.at(7).secret, secret));

    EXPECT_EQ(member(first_step(), "second_step"), "authenticator");
    EXPECT_EQ(text(second_step(ticket(), app_code())), "accounts.login_refused");  // it was used to set up
    clock.advance(std::chrono::seconds(30));
    EXPECT_TRUE(is_token(member(second_step(ticket(), app_code()), "session")));
    EXPECT_EQ(text(second_step(ticket(), app_code())), "accounts.login_refused");
}

TEST_F(SecondStepTest, is_not_begun_by_a_wrong_code_of_the_app_or_for_another_account) {
    const auto session = log_in();
    const auto held = member(begin_with("authenticator", session), "ticket");
    const auto wrong = ask(confirm, json_of({{"ticket", held}, {"code", "12345"}}), session);
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().fields.at(0).field, "/code");
    (void)begin_with("mail", session);
    const auto login_ticket = ticket();
    EXPECT_EQ(text(ask(confirm, json_of({{"ticket", login_ticket}, {"code", "123456"}}), session)),
              "accounts.ticket_over");
    EXPECT_EQ(text(second_step(held, "123456")), "accounts.ticket_over");
    clock.advance(std::chrono::minutes(30));
    EXPECT_EQ(text(ask(confirm, json_of({{"ticket", held}, {"code", "123456"}}), session)), "accounts.ticket_over");
}

TEST_F(SecondStepTest, can_be_taken_by_each_recovery_code_once) {
    const auto codes = recovery_codes(begin_with("mail", log_in()));
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10u);
    for (const auto& code : codes) EXPECT_TRUE(std::regex_match(code, std::regex("[a-z2-9]{5}-[a-z2-9]{5}"))) << code;
    for (const auto& digest : store.steps.at(7).recovery_digests)
        for (const auto& code : codes) EXPECT_FALSE(has(digest, plain_code(code)));
    EXPECT_TRUE(is_token(member(second_step(ticket(), codes[3]), "session")));
    EXPECT_EQ(text(second_step(ticket(), codes[3])), "accounts.login_refused");
    std::string shouted;
    for (const char letter : codes[4]) shouted += static_cast<char>(std::toupper(letter));
    EXPECT_TRUE(is_token(member(second_step(ticket(), shouted), "session")));
    EXPECT_EQ(store.steps.at(7).recovery_digests.size(), 8u);
}

TEST_F(SecondStepTest, is_switched_on_and_off_by_the_password) {
    const auto session = log_in();
    EXPECT_EQ(begin_with("mail", session, "a-guess").error().fields.at(0).field, "/password");
    EXPECT_EQ(begin_with("pigeon", session, "").error().fields.size(), 2u);
    EXPECT_TRUE(store.steps.empty());
    (void)begin_with("mail", session);
    EXPECT_EQ(ask(end, R"({"password":"a-guess"})", session).error().fields.at(0).field, "/password");
    EXPECT_EQ(text(ask(end, json_of({{"password", password}}), session)), "{}");
    EXPECT_TRUE(has(mailed(), "解除されました"));
    EXPECT_TRUE(is_token(log_in()));
    for (Handler* handler : {static_cast<Handler*>(&state), static_cast<Handler*>(&begin),
                             static_cast<Handler*>(&confirm), static_cast<Handler*>(&end)})
        EXPECT_EQ(text(ask(*handler, "{}")), "session.missing");
}

TEST_F(SecondStepTest, is_changed_only_so_often_by_an_account_and_what_is_over_mails_nobody) {
    const auto session = log_in();
    const auto with_password = json_of({{"password", password}});
    attempts.taken.clear();
    ASSERT_TRUE(begin_with("mail", session));
    const auto change = attempts.taken.back();
    EXPECT_TRUE(change.starts_with("change:"));
    attempts.taken.clear();
    ASSERT_TRUE(ask(end, with_password, session));
    ASSERT_TRUE(set_up_app(session));
    EXPECT_EQ(std::count(attempts.taken.begin(), attempts.taken.end(), change), 2)
        << "once each: what the app needs is shown without a mail";
    attempts.refused = change;
    const auto published = transactions.messages.size();
    EXPECT_EQ(text(set_up_app(session)), "request.too_many");
    EXPECT_EQ(text(begin_with("mail", session)), "request.too_many");
    EXPECT_EQ(text(ask(end, with_password, session)), "request.too_many");
    EXPECT_EQ(transactions.messages.size(), published);
    EXPECT_EQ(store.steps.at(7).method, SecondStepMethod::authenticator);
}

TEST_F(SecondStepTest, that_there_is_not_is_ended_without_a_word) {
    const auto session = log_in();
    EXPECT_EQ(text(ask(end, json_of({{"password", password}}), session)), "{}");
    EXPECT_TRUE(transactions.messages.empty());
}

TEST_F(SecondStepTest, counts_guesses_by_account_and_source_and_slows_them) {
    (void)begin_with("mail", log_in());
    const auto held = ticket();
    attempts.taken.clear();
    (void)second_step(held, "000000");
    ASSERT_EQ(attempts.taken.size(), 2u);
    for (const auto& counted : attempts.taken) EXPECT_FALSE(has(counted, "192.0.2.7"));
    attempts.wait = std::chrono::seconds(8);
    const auto tries = store.code_tries;
    EXPECT_EQ(text(second_step(held, mailed_code())), "request.too_many");
    EXPECT_EQ(store.code_tries, tries);
    EXPECT_EQ(text(second_step("not-a-ticket", "000000")), "accounts.ticket_over");
    EXPECT_EQ(second_step(held, " - ").error().fields.at(0).field, "/code");
}

class LoginLinkTest : public SecondStepTest {
protected:
    Result<SharedText> ask_for_link(const std::string& mail) { return ask(request, json_of({{"mail", mail}})); }
    Result<SharedText> open(const std::string& token) { return ask(by_link, json_of({{"token", token}})); }
    LinkRequestHandler request{services, AccountKind::member, LinkPurpose::login};
    AccessLinkHandler look{services, AccountKind::member};
    LoginByLinkHandler by_link{services, AccountKind::member};
};

TEST_F(LoginLinkTest, begins_a_session_once_and_not_by_looking_at_it) {
    EXPECT_EQ(text(ask_for_link(own)), R"({"expires_in_s":900})");
    EXPECT_TRUE(has(mailed(), "https://pass.example.jp/login/link/confirm?token="));
    const auto token = mailed_token();
    for (int scan = 0; scan < 3; ++scan)
        EXPECT_EQ(member(ask(look, json_of({{"token", token}, {"purpose", "login"}})), "mail"), own);
    EXPECT_TRUE(store.sessions.empty());
    EXPECT_TRUE(is_token(member(open(token), "session")));
    EXPECT_EQ(text(open(token)), "accounts.link_used");
    EXPECT_EQ(store.sessions.size(), 1u);
}

TEST_F(LoginLinkTest, is_over_after_a_quarter_of_an_hour_and_is_nothing_for_strangers) {
    (void)ask_for_link(own);
    const auto token = mailed_token();
    clock.advance(std::chrono::minutes(15));
    EXPECT_EQ(text(open(token)), "accounts.link_unknown");
    const auto strange = text(ask_for_link("strange@example.jp"));
    EXPECT_EQ(mailed_token(), "");
    EXPECT_EQ(text(ask_for_link(own)), strange);
}

TEST_F(LoginLinkTest, is_followed_by_the_second_step) {
    (void)begin_with("mail", log_in());
    (void)ask_for_link(own);
    const auto opened = open(mailed_token());
    EXPECT_EQ(member(opened, "second_step"), "mail");
    EXPECT_TRUE(is_token(member(second_step(member(opened, "ticket"), mailed_code()), "session")));
}

}  // namespace
}  // namespace hub::accounts
