#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class MemberPagesTest : public AccountPageTest {};

TEST_F(MemberPagesTest, ask_for_a_link_and_say_where_it_went) {
    replies_["member.provisional"] = R"({"expires_in_s":86400})";
    const auto sent = post("/register", "mail=hanako%40example.jp");
    EXPECT_EQ(sent.status, 200);
    EXPECT_TRUE(contains(sent, "hanako@example.jp にメールをお送りしました"));
    EXPECT_EQ(asked("member.provisional"), R"({"mail":"hanako@example.jp"})");
    EXPECT_EQ(router_.asked.back().extension("peer"), "192.0.2.9");
    EXPECT_EQ(header(sent, "Cache-Control"), "no-store");
}

TEST_F(MemberPagesTest, keep_what_was_typed_and_say_what_is_wrong_at_the_field_and_on_top) {
    failures_["member.provisional"] = {ErrorKind::invalid, "accounts.invalid", "x", {}, {{"/mail", "半角で。"}}};
    const auto wrong = post("/register", "mail=%3Cb%3E");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_TRUE(contains(wrong, "value=\"&lt;b&gt;\""));
    EXPECT_TRUE(contains(wrong, "<a href=\"#mail\">メールアドレス：半角で。</a>"));
    EXPECT_TRUE(contains(wrong, "aria-describedby=\"mail-hint mail-problem\" aria-invalid=\"true\""));
}

TEST_F(MemberPagesTest, tell_who_asks_too_often_how_long_to_wait) {
    failures_["member.login"] = {ErrorKind::throttled, "request.too_many", "x", std::chrono::milliseconds(8'500)};
    const auto wait = post("/login", "mail=a%40example.jp&password=secret-word");
    EXPECT_EQ(wait.status, 429);
    EXPECT_EQ(header(wait, "Retry-After"), "9");
    EXPECT_TRUE(contains(wait, "9秒ほど待ってから"));
    EXPECT_TRUE(contains(wait, "a@example.jp"));
    EXPECT_FALSE(contains(wait, "secret-word"));
}

TEST_F(MemberPagesTest, show_the_form_behind_a_link_and_register_with_what_was_typed) {
    replies_["member.link"] =
        R"({"mail":"hanako@example.jp","expires_at":"2026-11-21T00:00:00Z","consent_version":"2026-11"})";
    replies_["member.register"] = R"({"user_id":7})";
    const auto form = get("/register/confirm", "/register/confirm?token=" + token);
    EXPECT_EQ(form.status, 200);
    for (const auto* words : {"hanako@example.jp", "飲食業", "おむつ替え", "value=\"2026-11\"", "利用目的"})
        EXPECT_TRUE(contains(form, words)) << words;
    const auto done = post("/register/confirm",
                           "token=" + token +
                               "&password=+pass+word+1&programme=1&postal_code=530-0001&city=+&child_year_2=2023"
                               "&child_month_2=4&child_sex_2=male&genres=01&genres=02&notice_mail=1&notice_kinds=event"
                               "&quiet_from=22&quiet_until=6&consent_version=2026-11");
    EXPECT_EQ(done.status, 303);
    EXPECT_EQ(header(done, "Location"), "/login?registered=1");
    EXPECT_EQ(asked("member.register"),
              R"({"token":")" + token +
                  R"(","password":" pass word 1","programme":1,"postal_code":"530-0001",)"
                  R"("children":[{"birth_year":2023,"birth_month":4,"sex":"male"}],"genres":["01","02"],"tokuten":[],)"
                  R"("notice_mail":true,"notice_push":false,"notice_kinds":["event"],"quiet_from":22,"quiet_until":6,)"
                  R"("consent_version":"2026-11"})");
}

TEST_F(MemberPagesTest, say_what_to_do_with_a_link_that_cannot_be_used) {
    failures_["member.link"] = {ErrorKind::not_found, "accounts.link_unknown", "このリンクは使えません。"};
    failures_["member.register"] = {ErrorKind::conflict, "accounts.link_used", "使用済みです。"};
    const auto unknown = get("/register/confirm", "/register/confirm?token=x");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_TRUE(contains(unknown, "このリンクは使えません。"));
    EXPECT_TRUE(contains(unknown, "href=\"/register\""));
    EXPECT_EQ(post("/register/confirm", "token=x").status, 409);
}

TEST_F(MemberPagesTest, begin_and_end_a_session_by_cookie) {
    replies_["member.login"] = R"({"session":")" + token + R"(","session_seconds":60,"user_id":7})";
    replies_["account.logout"] = "{}";
    const auto begun = post("/login", "mail=a%40example.jp&password=kotori");
    EXPECT_EQ(begun.status, 303);
    EXPECT_EQ(header(begun, "Location"), "/me");
    EXPECT_TRUE(header(begun, "Set-Cookie").starts_with(cookie + "; Max-Age=60"));
    const auto ended = post("/logout", proof, {{"Cookie", cookie}});
    EXPECT_EQ(header(ended, "Location"), "/login?ended=1");
    EXPECT_TRUE(header(ended, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    EXPECT_EQ(router_.asked.back().extension("session"), token);
}

TEST_F(MemberPagesTest, do_nothing_for_a_form_that_another_site_sent_or_that_is_not_the_sessions) {
    for (const auto* path : {"/register", "/register/confirm", "/login", "/logout", "/sessions"})
        EXPECT_EQ(post(path, proof, {{"Cookie", cookie}, {"Origin", "https://elsewhere.example"}}).status, 403) << path;
    for (const auto* path : {"/logout", "/sessions"}) {
        EXPECT_EQ(post(path, "", {{"Cookie", cookie}}).status, 403) << path;
        EXPECT_EQ(post(path, "csrf=" + csrf_token("x"), {{"Cookie", cookie}}).status, 403) << path;
        EXPECT_EQ(post(path, proof).status, 403) << path;
    }
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(MemberPagesTest, show_a_member_what_is_registered_in_words) {
    replies_["member.me"] =
        R"({"user_id":7,"mail":"hanako@example.jp","registered_at":"2026-11-20T10:15:30Z","programme":1,
        "postal_code":"530-0001","city":"","children":[{"birth_year":2023,"birth_month":4,"sex":"female"}],"genres":["01"],
        "tokuten":["05"],"notice_mail":true,"notice_push":false,"notice_kinds":["event"],"quiet_from":22,"quiet_until":6,
        "consent_version":"2026-11"})";
    const auto page = get_as("/me");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
    for (const auto* words : {"hanako@example.jp", "まいど子", "530-0001", "2023年4月（女の子）", "飲食業",
                              "おむつ替え", "メールで受け取る、イベント", "22時から6時まで", "2026-11-20 19:15:30"})
        EXPECT_TRUE(contains(page, words)) << words;
    EXPECT_TRUE(contains(page, csrf_token(token)));
    EXPECT_FALSE(contains(page, token));
}

TEST_F(MemberPagesTest, list_sessions_and_end_all) {
    replies_["account.sessions"] =
        R"({"sessions":[{"began_at":"2026-11-20T10:15:30Z","seen_at":"2026-11-20T11:15:30Z","current":true}]})";
    replies_["account.end_sessions"] = R"({"ended":1})";
    EXPECT_TRUE(contains(get_as("/sessions"), "この端末"));
    const auto ended = post("/sessions", proof, {{"Cookie", cookie}});
    EXPECT_EQ(ended.status, 303);
    EXPECT_TRUE(header(ended, "Set-Cookie").find("Max-Age=0") != std::string::npos);
}

TEST_F(MemberPagesTest, lead_strangers_to_the_login) {
    const Error missing{ErrorKind::unauthenticated, "session.missing", "x"};
    failures_ = {{"member.me", missing}, {"account.sessions", missing}};
    EXPECT_EQ(header(get("/me"), "Location"), "/login");
    EXPECT_EQ(header(get("/sessions"), "Location"), "/login");
    EXPECT_TRUE(contains(get("/login", "/login?registered=1"), "登録が終わりました"));
}

}  // namespace
}  // namespace hub::portal
