// Forms that come at the wrong moment: nothing is done, and nothing that was typed is lost but passwords.
#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

constexpr char kPassword[] = "himitsu-no-kotoba";

// A form of a session's page: what is typed into it, what of that has to be there again, and what it asks for.
struct Form {
    std::string path;
    std::string typed;
    std::vector<std::string> kept;
    std::string login;
    std::string asks;
};

class FormAgainTest : public AccountPageTest {
protected:
    FormAgainTest() {
        const std::string secret = std::string("&password=") + kPassword;
        forms = {
            {"/me/profile",
             "&account=7&city=Sakai&genres=01&child_year_1=2020&consent_version=2026-11",
             {"value=\"Sakai\"", "value=\"01\" checked", "value=\"2020\"", "name=\"consent_version\" value=\"2026-11\"",
              "name=\"account\" value=\"7\""},
             "/login",
             "member.update"},
            {"/owners/profile",
             "&account=3&company_name=Torii&tel=06&consent_version=2026-11",
             {"value=\"Torii\"", "value=\"06\"", "value=\"2026-11\""},
             "/owners/login",
             "owner.update"},
            {"/me/mail",
             "&mail=new%40example.jp" + secret,
             {"value=\"new@example.jp\""},
             "/login",
             "member.change_mail"},
            {"/owners/me/mail",
             "&mail=new%40example.jp" + secret,
             {"value=\"new@example.jp\""},
             "/owners/login",
             "owner.change_mail"},
            {"/me/password",
             "&new_password=" + std::string(kPassword) + secret,
             {"name=\"new_password\""},
             "/login",
             "member.change_password"},
            {"/me/leave", "&confirm=1" + secret, {"name=\"confirm\""}, "/login", "member.leave"},
            {"/owners/me/leave", "&confirm=1" + secret, {"name=\"confirm\""}, "/owners/login", "owner.leave"},
            {"/me/second-step",
             "&method=mail" + secret,
             {"value=\"mail\" checked"},
             "/login",
             "member.begin_second_step"},
            {"/me/second-step/end", secret, {"action=\"/me/second-step/end\""}, "/login", "member.end_second_step"},
            {"/me/second-step/confirm",
             "&ticket=t1&secret=ABCD&uri=otpauth%3Ax&code=123456",
             {"value=\"t1\"", "value=\"ABCD\""},
             "/login",
             "member.confirm_authenticator"},
            {"/staff/accounts",
             "&name=Hara&mail=hara%40example.jp&role=editor",
             {"value=\"Hara\"", "value=\"hara@example.jp\"", "value=\"editor\" selected"},
             "/staff/login",
             "staff.invite"},
            {"/staff/keys",
             "&name=CMS&days=30&scopes=news.write",
             {"value=\"CMS\"", "value=\"30\"", "value=\"news.write\" checked"},
             "/staff/login",
             "key.create"},
            {"/staff/members",
             "&by=user_id&value=77&reason=call",
             {"value=\"user_id\" selected", "value=\"77\"", "value=\"call\""},
             "/staff/login",
             "member.find"},
            {"/staff/owners",
             "&by=owner_id&value=78&reason=call",
             {"value=\"owner_id\" selected", "value=\"78\"", "value=\"call\""},
             "/staff/login",
             "owner.find"},
            {"/staff/members/{user_id}/second-step",
             "&reason=lost+it&confirmed=1",
             {"value=\"lost it\"", "action=\"/staff/members/0/second-step\""},
             "/staff/login",
             "member.lift_second_step"},
            {"/staff/keys/{key_id}",
             "&name=CMS&confirmed=1",
             {"name=\"name\" value=\"CMS\"", "「CMS」のAPIキーを取り消します", "action=\"/staff/keys/0\""},
             "/staff/login",
             "key.revoke"},
            {"/staff/accounts/{staff_id}",
             "&name=Hara&change=change_role&role=editor&confirmed=1",
             {"name=\"change\" value=\"change_role\"", "name=\"role\" value=\"editor\"", "Haraさんの役割を「",
              "name=\"name\" value=\"Hara\"", "action=\"/staff/accounts/0\""},
             "/staff/login",
             "staff.change_role"},
        };
    }

    // Who nobody is logged in any more for, whatever is asked.
    void end_session_on_server() {
        const Error missing{ErrorKind::unauthenticated, "session.missing", "nobody is logged in"};
        for (const auto* type : {"member.me", "owner.me", "staff.me", "member.second_step", "staff.list", "key.list"})
            failures_[type] = missing;
        for (const auto& form : forms) failures_[form.asks] = missing;
    }

    void expect_kept(const HttpResponse& response, const Form& form) {
        EXPECT_EQ(header(response, "Cache-Control"), "no-store") << form.path;
        for (const auto& words : form.kept) EXPECT_TRUE(contains(response, words)) << form.path << " " << words;
        EXPECT_FALSE(contains(response, kPassword)) << form.path;
    }

    void expect_login_beside(const HttpResponse& response, const Form& form) {
        EXPECT_EQ(response.status, 401) << form.path;
        EXPECT_EQ(header(response, "WWW-Authenticate"), R"(Bearer realm="passport")") << form.path;
        EXPECT_TRUE(contains(response, "ログインの有効期限が切れました")) << form.path;
        EXPECT_TRUE(contains(response, "<a href=\"" + form.login + "\" target=\"_blank\" rel=\"noopener\">"))
            << form.path;
        expect_kept(response, form);
    }

    std::vector<Form> forms;
};

TEST_F(FormAgainTest, comes_with_a_login_beside_it_when_the_session_has_ended_on_the_server) {
    end_session_on_server();
    for (const auto& form : forms) expect_login_beside(post(form.path, proof + form.typed, {{"Cookie", cookie}}), form);
}

TEST_F(FormAgainTest, comes_with_a_login_beside_it_when_the_browser_has_dropped_the_session) {
    end_session_on_server();
    for (const auto& form : forms) {
        expect_login_beside(post(form.path, proof + form.typed), form);
        EXPECT_EQ(asked(form.asks), "null") << form.path;
    }
}

TEST_F(FormAgainTest, comes_with_the_proof_of_the_new_session_and_nothing_is_done_until_it_is_sent_again) {
    replies_["member.me"] = R"({"user_id":7,"consent_version":"2026-11","current_consent_version":"2026-11"})";
    replies_["owner.me"] = R"({"owner_id":3,"consent_version":"2026-11","current_consent_version":"2026-11"})";
    replies_["staff.me"] = R"({"staff_id":2,"name":"a","role":"administrator"})";
    replies_["member.second_step"] = R"({"method":"none"})";
    replies_["staff.list"] = R"({"staff":[]})";
    replies_["key.list"] = R"({"keys":[],"scopes":["news.write"]})";
    const std::string now(43, 'n');
    for (const auto& form : forms) {
        const auto response = post(form.path, proof + form.typed, {{"Cookie", "__Host-passport_session=" + now}});
        EXPECT_EQ(response.status, 403) << form.path;
        EXPECT_TRUE(contains(response, "もう一度送ってください")) << form.path;
        EXPECT_TRUE(contains(response, "name=\"csrf\" value=\"" + csrf_token(now) + "\"")) << form.path;
        EXPECT_FALSE(contains(response, csrf_token(token))) << form.path;
        EXPECT_EQ(asked(form.asks), "null") << form.path;
        expect_kept(response, form);
    }
    replies_["member.update"] = "{}";
    const auto sent = post("/me/profile", "csrf=" + csrf_token(now) + forms.front().typed,
                           {{"Cookie", "__Host-passport_session=" + now}});
    EXPECT_EQ(header(sent, "Location"), "/me?saved=1");
}

TEST_F(FormAgainTest, is_never_filled_with_what_another_site_sent) {
    const auto response =
        post("/me/profile", "csrf=x&city=Planted", {{"Cookie", cookie}, {"Origin", "https://elsewhere.example"}});
    EXPECT_EQ(response.status, 403);
    EXPECT_FALSE(contains(response, "Planted"));
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(FormAgainTest, of_a_profile_is_not_shown_to_another_account_than_the_one_it_was_given_to) {
    replies_["member.me"] = R"({"user_id":8})";
    replies_["owner.me"] = R"({"owner_id":4})";
    const std::string now(43, 'n');
    for (const auto& form : {forms[0], forms[1]}) {
        const auto response = post(form.path, proof + form.typed, {{"Cookie", "__Host-passport_session=" + now}});
        EXPECT_EQ(response.status, 403) << form.path;
        EXPECT_TRUE(contains(response, "この画面からは送れませんでした")) << form.path;
        for (const auto& words : form.kept) EXPECT_FALSE(contains(response, words)) << form.path << " " << words;
    }
    failures_["member.me"] = {ErrorKind::transient, "passport_db.unreachable", "away"};
    const auto nobody_knows =
        post(forms[0].path, proof + forms[0].typed, {{"Cookie", "__Host-passport_session=" + now}});
    EXPECT_EQ(nobody_knows.status, 403) << "whose it is cannot be said";
    EXPECT_FALSE(contains(nobody_knows, "Sakai"));
}

TEST_F(FormAgainTest, does_not_say_that_nothing_was_accepted_when_nobody_knows) {
    for (const auto kind : {ErrorKind::unknown_outcome, ErrorKind::cancelled}) {
        failures_["member.update"] = {kind, "x", "x"};
        replies_["member.me"] = R"({"user_id":7})";
        EXPECT_TRUE(contains(post("/me/profile", proof + forms[0].typed, {{"Cookie", cookie}}),
                             "受け付けたかどうかを確かめられませんでした"));
    }
}

TEST_F(FormAgainTest, of_a_session_comes_back_when_what_it_asks_is_out_of_reach) {
    const Error away{ErrorKind::transient, "passport_db.unreachable", "no connection to 10.0.0.1"};
    for (const auto* type : {"member.me", "owner.me", "staff.me", "member.second_step", "staff.list", "key.list"})
        failures_[type] = away;
    for (const auto& form : forms) {
        failures_[form.asks] = away;
        const auto response = post(form.path, proof + form.typed, {{"Cookie", cookie}});
        EXPECT_EQ(response.status, 503) << form.path;
        EXPECT_EQ(header(response, "Retry-After"), "10") << form.path;
        EXPECT_TRUE(contains(response, "ただいま混み合っているため")) << form.path;
        EXPECT_FALSE(contains(response, "10.0.0.1")) << form.path;
        expect_kept(response, form);
    }
}

TEST_F(FormAgainTest, of_whoever_has_no_account_yet_or_is_not_logged_in_comes_back_too) {
    const std::string secret = std::string("&password=") + kPassword;
    const std::string link = "token=" + token + "&mail=a%40example.jp" + secret;
    const std::vector<Form> open{
        {"/register", "mail=a%40example.jp", {"value=\"a@example.jp\""}, "", "member.provisional"},
        {"/owners/register", "mail=a%40example.jp", {"value=\"a@example.jp\""}, "", "owner.provisional"},
        {"/login", "mail=a%40example.jp" + secret, {"value=\"a@example.jp\""}, "", "member.login"},
        {"/owners/login", "mail=a%40example.jp" + secret, {"value=\"a@example.jp\""}, "", "owner.login"},
        {"/staff/login", "mail=a%40example.jp" + secret, {"value=\"a@example.jp\""}, "", "staff.login"},
        {"/password/forgotten", "mail=a%40example.jp", {"value=\"a@example.jp\""}, "", "member.forgotten_password"},
        {"/login/link", "mail=a%40example.jp", {"value=\"a@example.jp\""}, "", "member.ask_login_link"},
        {"/login/code", "second_step=mail&ticket=t2&code=123456", {"value=\"t2\""}, "", "member.login_code"},
        {"/staff/login/second-step", "ticket=t2&code=123456", {"value=\"t2\""}, "", "staff.second_step"},
        {"/password/reset", link, {"value=\"" + token, "value=\"a@example.jp\""}, "", "member.reset_password"},
        {"/register/confirm",
         link + "&city=Sakai&consent_version=2026-11",
         {"value=\"" + token, "value=\"a@example.jp\"", "value=\"Sakai\"", "value=\"2026-11\""},
         "",
         "member.register"},
        {"/owners/register/confirm",
         link + "&company_name=Torii&consent_version=2026-11",
         {"value=\"" + token, "value=\"a@example.jp\"", "value=\"Torii\"", "value=\"2026-11\""},
         "",
         "owner.register"},
        {"/staff/accept",
         link + "&setup=sealed-1&code=123456",
         {"value=\"" + token, "value=\"a@example.jp\"", "value=\"sealed-1\"", "読み取ったQRコードは、そのまま使えます"},
         "",
         "staff.accept"},
        {"/verify", "code=PC1.%3Cx", {">PC1.&lt;x</textarea>"}, "", "card.check"},
    };
    for (const auto& error : {Error{ErrorKind::transient, "passwords.busy", "too many", std::chrono::seconds(2)},
                              Error{ErrorKind::throttled, "line.full", "no room"},
                              Error{ErrorKind::not_begun, "passport_db.no_room", "no room"},
                              Error{ErrorKind::unknown_outcome, "passport_db.lost", "lost"}}) {
        for (const auto* type : {"member.link", "owner.link", "member.access_link", "staff.invitation", "card.key"})
            failures_[type] = error;
        for (const auto& form : open) {
            failures_[form.asks] = error;
            const auto response = post(form.path, form.typed);
            EXPECT_EQ(response.status, 503) << form.path;
            EXPECT_EQ(header(response, "Retry-After"), error.retry_after ? "2" : "10") << form.path;
            EXPECT_TRUE(contains(response, "もう一度送ってください")) << form.path;
            expect_kept(response, form);
        }
    }
}

TEST_F(FormAgainTest, of_an_invitation_keeps_the_app_as_it_was_set_up_unless_something_typed_is_wrong) {
    replies_["staff.invitation"] = R"({"name":"Hara","mail":"hara@example.jp","role":"editor","setup":"sealed-2",)"
                                   R"("authenticator_uri":"otpauth://totp/a?secret=EFGH","typed_secret":"EFGH"})";
    const std::string typed = "token=" + token + "&setup=sealed-1&code=123456&password=" + kPassword;
    for (const auto& error : {Error{ErrorKind::transient, "passwords.busy", "too many", std::chrono::seconds(2)},
                              Error{ErrorKind::throttled, "accounts.too_many", "wait", std::chrono::seconds(2)}}) {
        failures_["staff.accept"] = error;
        const auto kept = post("/staff/accept", typed);
        for (const auto* words : {"Hara", "value=\"sealed-1\"", "読み取ったQRコードは、そのまま使えます"})
            EXPECT_TRUE(contains(kept, words)) << words;
        for (const auto* words : {"sealed-2", "EFGH", "class=\"qr-code\"", kPassword})
            EXPECT_FALSE(contains(kept, words)) << words;
    }
    failures_["staff.accept"] = {ErrorKind::invalid, "staff.invalid", "x", {}, {{"/code", "数字が違います。"}}};
    const auto renewed = post("/staff/accept", typed);
    EXPECT_EQ(renewed.status, 400);
    for (const auto* words : {"value=\"sealed-2\"", "EFGH", "class=\"qr-code\"", "新しいQRコードを表示しています"})
        EXPECT_TRUE(contains(renewed, words)) << words;
    for (const auto* words : {"sealed-1", "そのまま使えます", kPassword})
        EXPECT_FALSE(contains(renewed, words)) << words;
}

}  // namespace
}  // namespace hub::portal
