#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

// What becomes of whoever may not see a page as they are now.
class RefusalTest : public AccountPageTest {
protected:
    HttpResponse post_as_own(const std::string& path, const std::string& fields = {}) {
        return post(path, proof + fields, {{"Cookie", cookie}});
    }
    void log_in_as(const std::string& role) {
        replies_["staff.me"] =
            R"({"staff_id":2,"name":"見本","mail":"a@example.jp","role":")" + role + R"(","recovery_codes":10})";
    }
    const Error other{ErrorKind::forbidden, "accounts.forbidden", "x"};
    const Error missing{ErrorKind::unauthenticated, "session.missing", "x"};
};

TEST_F(RefusalTest, leads_an_account_of_another_kind_to_the_login_of_the_area) {
    for (const auto* type : {"member.me", "member.card", "member.favorites", "member.export", "member.second_step",
                             "owner.me", "owner.second_step", "staff.me"})
        failures_[type] = other;
    for (const auto& [path, login] :
         {std::pair{"/me", "/login?other=1"}, std::pair{"/me/profile", "/login?other=1&next=/me/profile"},
          std::pair{"/me/card", "/login?other=1&next=/me/card"},
          std::pair{"/me/favorites", "/login?other=1&next=/me/favorites"},
          std::pair{"/me/leave", "/login?other=1&next=/me/leave"}, std::pair{"/me/export", "/login?other=1"},
          std::pair{"/me/second-step", "/login?other=1&next=/me/second-step"},
          std::pair{"/owners", "/owners/login?other=1"},
          std::pair{"/owners/profile", "/owners/login?other=1&next=/owners/profile"},
          std::pair{"/staff", "/staff/login?other=1"}}) {
        const auto response = get_as(path);
        EXPECT_EQ(response.status, 303) << path;
        EXPECT_EQ(header(response, "Location"), login);
    }
    for (const auto* login : {"/login", "/owners/login", "/staff/login"})
        EXPECT_TRUE(contains(get(login, std::string(login) + "?other=1"), "別のアカウントでログインしています"));
}

TEST_F(RefusalTest, says_at_the_login_that_a_button_was_pressed_after_the_end_of_the_session) {
    failures_["member.set_favorite"] = missing;
    HttpRequest request;
    request.target = "/shops/7/favorite";
    request.headers = {{"Cookie", cookie}};
    request.body = proof + "&favorite=1";
    request.path_parameters = {{"shop_id", "7"}};
    EXPECT_EQ(header(send("POST", "/shops/{shop_id}/favorite", std::move(request)), "Location"),
              "/login?over=1&next=/shops/7");
    for (const auto* login : {"/login", "/owners/login", "/staff/login"})
        EXPECT_TRUE(contains(get(login, std::string(login) + "?over=1"), "ログインの期限が切れていたため"));
}

TEST_F(RefusalTest, says_why_a_stale_button_does_nothing_and_where_to_go_on) {
    const auto stale =
        post("/logout", "csrf=x", {{"Cookie", cookie}, {"Referer", "https://passport.example.jp/me/profile?x=secret"}});
    EXPECT_EQ(stale.status, 403);
    EXPECT_EQ(header(stale, "Cache-Control"), "no-store");
    for (const auto* words : {"この画面からは送れませんでした", "href=\"/me/profile\"", "href=\"/login\""})
        EXPECT_TRUE(contains(stale, words)) << words;
    EXPECT_FALSE(contains(stale, "secret"));
    EXPECT_TRUE(contains(post("/owners/profile", "", {{"Referer", "https://elsewhere.example/me"}}),
                         "<li><a href=\"/owners\">"));
    EXPECT_TRUE(contains(post("/staff/logout", ""), "href=\"/staff/login\""));
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(RefusalTest, tells_staff_without_the_right_what_to_do) {
    log_in_as("viewer");
    for (const auto* type : {"staff.list", "staff.invite", "key.list", "key.create", "key.revoke", "audit.list"})
        failures_[type] = other;
    for (const auto* path : {"/staff/accounts", "/staff/keys", "/staff/audit", "/staff/audit/export"}) {
        const auto page = get_as(path);
        EXPECT_EQ(page.status, 403) << path;
        EXPECT_TRUE(contains(page, "役割は「閲覧」です")) << path;
        EXPECT_TRUE(contains(page, "管理者に役割を変えてもらってください")) << path;
    }
    for (const auto* path : {"/staff/accounts", "/staff/keys"})
        EXPECT_TRUE(contains(post_as_own(path, "&name=a"), "役割は「閲覧」です")) << path;
    failures_["staff.me"] = missing;
    EXPECT_EQ(header(get_as("/staff/audit/export"), "Location"), "/staff/login?next=/staff/audit");
}

TEST_F(RefusalTest, keeps_the_filter_of_records_that_are_too_many_to_export) {
    log_in_as("administrator");
    failures_["audit.list"] = {ErrorKind::invalid, "audit.too_many", "x", {}, {{"/since", "期間を絞ってください。"}}};
    HttpRequest request;
    request.target = "/staff/audit/export?actor=tanaka&format=csv";
    request.headers = {{"Cookie", cookie}};
    const auto page = send("GET", "/staff/audit/export", std::move(request));
    EXPECT_EQ(page.status, 400);
    for (const auto* words : {"期間を絞ってください。", "value=\"tanaka\"", "href=\"#since\""})
        EXPECT_TRUE(contains(page, words)) << words;
}

TEST_F(RefusalTest, of_an_invitation_names_whoever_can_send_another) {
    failures_["staff.invitation"] = {ErrorKind::not_found, "accounts.link_unknown", "もう一度お申し込みください。"};
    const auto page = get("/staff/accept", "/staff/accept?token=x");
    EXPECT_EQ(page.status, 404);
    EXPECT_TRUE(contains(page, "招待した人にお知らせください"));
    EXPECT_TRUE(contains(page, "href=\"/staff/login\""));
    EXPECT_FALSE(contains(page, "お申し込み"));
}

TEST_F(RefusalTest, of_an_owners_form_names_the_fields_as_the_form_does) {
    replies_["owner.me"] = R"({"owner_id":3})";
    failures_["owner.update"] = {ErrorKind::invalid, "owners.invalid", "x", {}, {{"/name", "長すぎます。"}}};
    EXPECT_TRUE(contains(post_as_own("/owners/profile"), "<a href=\"#name\">担当者の氏名：長すぎます。</a>"));
}

}  // namespace
}  // namespace hub::portal
