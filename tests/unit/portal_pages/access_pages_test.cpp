#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class AccessPagesTest : public AccountPageTest {
protected:
    HttpResponse post_as_own(const std::string& path, const std::string& fields) {
        return post(path, proof + fields, {{"Cookie", cookie}});
    }
    static Error wrong(const std::string& field) {
        return {ErrorKind::invalid, "accounts.invalid", "x", {}, {{"/" + field, "違います。"}}};
    }
    const std::string link = R"({"mail":"hanako@example.jp","expires_at":"2026-11-21T00:00:00Z"})";
};

TEST_F(AccessPagesTest, ask_for_links_and_say_where_they_went) {
    for (const auto& [path, type] : {std::pair{"/password/forgotten", "member.forgotten_password"},
                                     std::pair{"/login/link", "member.ask_login_link"}}) {
        replies_[type] = R"({"expires_in_s":900})";
        EXPECT_EQ(get(path).status, 200);
        const auto sent = post(path, "mail=hanako%40example.jp");
        EXPECT_TRUE(contains(sent, "hanako@example.jp にメールをお送りしました"));
        EXPECT_TRUE(contains(sent, "href=\"" + std::string(path) + "\""));
        EXPECT_EQ(asked(type), R"({"mail":"hanako@example.jp"})");
        failures_[type] = wrong("mail");
        const auto again = post(path, "mail=%3Cb%3E");
        EXPECT_EQ(again.status, 400);
        EXPECT_TRUE(contains(again, "value=\"&lt;b&gt;\""));
        EXPECT_TRUE(contains(again, "href=\"#mail\""));
    }
}

TEST_F(AccessPagesTest, open_links_without_using_them) {
    replies_["member.access_link"] = link;
    for (const auto& [path, purpose] :
         {std::pair{"/password/reset", "password_reset"}, std::pair{"/login/link/confirm", "login"},
          std::pair{"/mail/confirm", "mail_change"}}) {
        const auto opened = get(path, std::string(path) + "?token=" + token);
        EXPECT_EQ(opened.status, 200);
        EXPECT_TRUE(contains(opened, "hanako@example.jp")) << path;
        EXPECT_TRUE(contains(opened, "name=\"token\" value=\"" + token)) << path;
        EXPECT_EQ(header(opened, "Cache-Control"), "no-store");
        EXPECT_EQ(asked("member.access_link"), R"({"token":")" + token + R"(","purpose":")" + purpose + "\"}");
    }
    EXPECT_EQ(router_.asked.size(), 3u);
    failures_["member.access_link"] = {ErrorKind::not_found, "accounts.link_unknown", "このリンクは使えません。"};
    for (const auto* path : {"/password/reset", "/login/link/confirm", "/mail/confirm"}) {
        const auto useless = get(path, std::string(path) + "?token=x");
        EXPECT_EQ(useless.status, 404);
        EXPECT_TRUE(contains(useless, "このリンクは使えません。"));
    }
}

TEST_F(AccessPagesTest, lead_by_a_mailed_link_to_the_page_that_was_wanted_in_this_browser) {
    replies_ = {{"member.ask_login_link", R"({"expires_in_s":900})"},
                {"member.forgotten_password", R"({"expires_in_s":3600})"},
                {"member.login_by_link", R"({"session":")" + token + R"(","session_seconds":60,"user_id":7})"},
                {"member.reset_password", "{}"}};
    const auto login = get("/login", "/login?next=/shops/7");
    const std::string kept = "__Host-passport_next=/shops/7";
    const std::string dropped = "__Host-passport_next=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax";
    for (const auto& [path, life] : {std::pair{"/login/link", "900"}, std::pair{"/password/forgotten", "3600"}}) {
        const auto page = path + std::string("?next=/shops/7");
        EXPECT_TRUE(contains(login, "href=\"" + page + "\"")) << path;
        EXPECT_TRUE(contains(get(path, page), "name=\"next\" value=\"/shops/7\"")) << path;
        EXPECT_TRUE(contains(get(path, page), "href=\"/login?next=/shops/7\"")) << path;
        const auto sent = post(path, "mail=a%40example.jp&next=%2Fshops%2F7");
        EXPECT_EQ(header(sent, "Set-Cookie"), kept + "; Max-Age=" + life + "; Path=/; Secure; HttpOnly; SameSite=Lax");
        EXPECT_TRUE(contains(sent, "href=\"" + page + "\"")) << "to ask again " << path;
        EXPECT_EQ(header(post(path, "mail=a%40example.jp"), "Set-Cookie"), "none") << path;
        EXPECT_EQ(header(post(path, "mail=a%40example.jp", {{"Cookie", kept}}), "Set-Cookie"), dropped) << path;
    }
    EXPECT_EQ(asked("member.ask_login_link"), R"({"mail":"a@example.jp"})") << "nothing of it is mailed";
    const auto admitted = post("/login/link/confirm", "token=x", {{"Cookie", kept}});
    EXPECT_EQ(header(admitted, "Location"), "/shops/7");
    EXPECT_TRUE(header(admitted, "Set-Cookie").starts_with(cookie));
    EXPECT_EQ(admitted.headers.back(), (std::pair<std::string, std::string>{"Set-Cookie", dropped}));
    EXPECT_EQ(header(post("/login/link/confirm", "token=x"), "Location"), "/me") << "in another browser";
    const auto reset = post("/password/reset", "token=x&password=p", {{"Cookie", kept}});
    EXPECT_EQ(header(reset, "Location"), "/login?reset=1&next=/shops/7");
    EXPECT_EQ(header(reset, "Set-Cookie"), dropped);
    replies_["member.login_by_link"] = R"({"second_step":"mail","ticket":"ticket-1"})";
    EXPECT_TRUE(
        contains(post("/login/link/confirm", "token=x", {{"Cookie", kept}}), "name=\"next\" value=\"/shops/7\""));
}

TEST_F(AccessPagesTest, keep_and_follow_by_a_mailed_link_no_page_but_one_of_the_area) {
    for (const auto* kind : {"member", "owner"}) {
        replies_[kind + std::string(".ask_login_link")] = R"({"expires_in_s":900})";
        replies_[kind + std::string(".login_by_link")] = R"({"session":"s","session_seconds":60})";
        replies_[kind + std::string(".reset_password")] = "{}";
    }
    for (const auto* next :
         {"//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", "/staff", "/shops/../x"})
        for (const std::string base : {"", "/owners"}) {
            const auto home = base.empty() ? "/me" : base;
            const auto asked_for = post(base + "/login/link", "mail=a&next=" + percent_encode(next));
            EXPECT_EQ(header(asked_for, "Set-Cookie"), "none") << next;
            const auto form = get(base + "/login/link", base + "/login/link?next=" + percent_encode(next));
            EXPECT_FALSE(contains(form, "name=\"next\"")) << next;
            const HttpHeaders planted{{"Cookie", std::string("__Host-passport_next=") + next}};
            EXPECT_EQ(header(post(base + "/login/link/confirm", "token=x", planted), "Location"), home) << next;
            EXPECT_EQ(header(post(base + "/password/reset", "token=x", planted), "Location"), base + "/login?reset=1")
                << next;
        }
    const HttpHeaders of_members{{"Cookie", "__Host-passport_next=/me/card"}};
    EXPECT_EQ(header(post("/owners/login/link/confirm", "token=x", of_members), "Location"), "/owners");
}

TEST_F(AccessPagesTest, reset_a_password_and_never_give_it_back) {
    replies_["member.reset_password"] = "{}";
    replies_["member.access_link"] = link;
    const auto done = post("/password/reset", "token=" + token + "&password=+pass+word+1");
    EXPECT_EQ(header(done, "Location"), "/login?reset=1");
    EXPECT_EQ(asked("member.reset_password"), R"({"token":")" + token + R"(","password":" pass word 1"})");
    EXPECT_TRUE(contains(get("/login", "/login?reset=1"), "新しいパスワードでログイン"));
    failures_["member.reset_password"] = wrong("password");
    const auto refused = post("/password/reset", "token=" + token + "&password=secret-word");
    EXPECT_EQ(refused.status, 400);
    EXPECT_TRUE(contains(refused, "href=\"#password\""));
    EXPECT_FALSE(contains(refused, "secret-word"));
    failures_["member.reset_password"] = {ErrorKind::conflict, "accounts.link_used", "使用済みです。"};
    EXPECT_EQ(post("/password/reset", "token=" + token).status, 409);
}

TEST_F(AccessPagesTest, ask_for_the_code_of_a_second_step_before_a_session_begins) {
    const auto waiting = R"({"second_step":"mail","ticket":"ticket-1"})";
    const auto begun = R"({"session":")" + token + R"(","session_seconds":60,"user_id":7})";
    replies_ = {{"member.login", waiting}, {"member.login_by_link", waiting}, {"member.login_code", begun}};
    for (const auto& [path, fields] :
         {std::pair{"/login", "mail=a%40example.jp&password=kotori"}, std::pair{"/login/link/confirm", "token=x"}}) {
        const auto form = post(path, fields);
        EXPECT_EQ(form.status, 200);
        EXPECT_EQ(header(form, "Set-Cookie"), "none");
        EXPECT_TRUE(contains(form, "name=\"ticket\" value=\"ticket-1\""));
        EXPECT_TRUE(contains(form, "確認コードをお送りしました"));
    }
    const auto through = post("/login/code", "ticket=ticket-1&second_step=mail&code=+123456+");
    EXPECT_EQ(asked("member.login_code"), R"({"ticket":"ticket-1","code":"123456"})");
    EXPECT_EQ(header(through, "Location"), "/me");
    EXPECT_TRUE(header(through, "Set-Cookie").starts_with(cookie));
    failures_["member.login_code"] = {ErrorKind::unauthenticated, "accounts.login_refused", "コードが違います。"};
    const auto refused = post("/login/code", "ticket=ticket-1&second_step=authenticator&code=1");
    EXPECT_EQ(refused.status, 400);
    EXPECT_TRUE(contains(refused, "ticket-1"));
    EXPECT_TRUE(contains(refused, "認証アプリに表示"));
}

TEST_F(AccessPagesTest, show_what_the_app_needs_and_the_recovery_codes_once) {
    replies_["member.second_step"] = R"({"method":"none","recovery_codes":0})";
    EXPECT_FALSE(contains(get_as("/me/second-step"), "/me/second-step/end"));
    replies_["member.begin_second_step"] =
        R"({"method":"authenticator","secret":"ABCD EFGH","uri":"otpauth://totp/a?secret=ABCDEFGH","ticket":"t-1"})";
    const auto app = post_as_own("/me/second-step", "&method=authenticator&password=kotori");
    EXPECT_EQ(asked("member.begin_second_step"), R"({"method":"authenticator","password":"kotori"})");
    EXPECT_TRUE(contains(app, "role=\"img\" aria-label=\"認証アプリで読み取る"));
    EXPECT_TRUE(contains(app, "ABCD EFGH"));
    EXPECT_TRUE(contains(app, "<path d=\"M"));
    failures_["member.confirm_authenticator"] = wrong("code");
    const auto again =
        post_as_own("/me/second-step/confirm", "&ticket=t-1&secret=ABCD+EFGH&uri=otpauth%3A%2F%2Ftotp%2Fa&code=1");
    EXPECT_TRUE(contains(again, "value=\"t-1\""));
    EXPECT_TRUE(contains(again, "href=\"#code\""));
    failures_.clear();
    replies_["member.confirm_authenticator"] = R"({"method":"authenticator","recovery_codes":["abcde-fgh23"]})";
    EXPECT_TRUE(contains(post_as_own("/me/second-step/confirm", "&ticket=t-1&code=123456"), "<li>abcde-fgh23</li>"));
    replies_["member.second_step"] = R"({"method":"authenticator","recovery_codes":9})";
    const auto on = get_as("/me/second-step");
    EXPECT_TRUE(contains(on, "残っている回復コードは9個です"));
    EXPECT_TRUE(contains(on, "href=\"/me/second-step/end\""));
    replies_["member.end_second_step"] = "{}";
    EXPECT_EQ(header(post_as_own("/me/second-step/end", "&password=kotori"), "Location"), "/me/second-step");
}

TEST_F(AccessPagesTest, lead_on_from_an_app_that_cannot_be_confirmed_any_more) {
    replies_["member.second_step"] = R"({"method":"authenticator","recovery_codes":10})";
    failures_["member.confirm_authenticator"] = {ErrorKind::conflict, "accounts.second_step_begun",
                                                 "もう始まっています"};
    const auto over = post_as_own("/me/second-step/confirm", "&ticket=t-1&secret=ABCD+EFGH&uri=otpauth&code=123456");
    EXPECT_EQ(over.status, 409);
    EXPECT_TRUE(contains(over, "もう始まっています"));
    EXPECT_TRUE(contains(over, "残っている回復コードは10個です"));
    EXPECT_TRUE(contains(over, "action=\"/me/second-step\"")) << "it can be set up anew";
    EXPECT_FALSE(contains(over, "ABCD EFGH"));
}

TEST_F(AccessPagesTest, offer_to_end_a_second_step_only_where_there_is_one) {
    replies_["member.second_step"] = R"({"method":"none","recovery_codes":0})";
    const auto none = get_as("/me/second-step/end");
    EXPECT_EQ(none.status, 200);
    EXPECT_TRUE(contains(none, "いまは設定していません"));
    EXPECT_FALSE(contains(none, "action=\"/me/second-step/end\""));
    EXPECT_FALSE(contains(none, "解除すると"));
    EXPECT_TRUE(contains(none, "href=\"/me/second-step\""));
    replies_["member.second_step"] = R"({"method":"mail","recovery_codes":9})";
    const auto on = get_as("/me/second-step/end");
    EXPECT_TRUE(contains(on, "action=\"/me/second-step/end\""));
    EXPECT_TRUE(contains(on, "解除すると"));
}

TEST_F(AccessPagesTest, do_nothing_for_a_form_of_another_site_or_without_the_sessions_proof) {
    for (const auto* path : {"/password/forgotten", "/password/reset", "/login/link", "/login/link/confirm",
                             "/login/code", "/mail/confirm"})
        EXPECT_EQ(post(path, "", {{"Origin", "https://elsewhere.example"}}).status, 403) << path;
    replies_["member.second_step"] = R"({"method":"none"})";
    for (const auto* path :
         {"/me/password", "/me/mail", "/me/second-step", "/me/second-step/confirm", "/me/second-step/end"}) {
        EXPECT_EQ(post(path, "", {{"Cookie", cookie}}).status, 403) << path;
        EXPECT_EQ(post(path, proof).status, 401) << path;
        EXPECT_EQ(post(path, proof, {{"Cookie", cookie}, {"Origin", "https://elsewhere.example"}}).status, 403) << path;
    }
    for (const auto& message : router_.asked) EXPECT_EQ(message.type, "member.second_step");  // what the page shows
}

TEST_F(AccessPagesTest, lead_strangers_to_the_login) {
    const Error missing{ErrorKind::unauthenticated, "session.missing", "x"};
    for (const auto* type : {"member.second_step", "member.change_password", "member.change_mail",
                             "member.begin_second_step", "member.confirm_authenticator", "member.end_second_step"})
        failures_[type] = missing;
    for (const auto* path : {"/me/password", "/me/mail", "/me/second-step", "/me/second-step/end"})
        EXPECT_EQ(header(get(path), "Location"), std::string("/login?next=") + path);
}

}  // namespace
}  // namespace hub::portal
