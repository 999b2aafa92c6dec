#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class OwnerPagesTest : public AccountPageTest {
protected:
    const std::string me =
        R"({"owner_id":3,"mail":"owner@example.jp","registered_at":"2026-11-20T10:15:30Z","company_name":"ことり<食堂>",
        "corporate_number":"","name":"鳥居 はな","name_kana":"トリイ ハナ","tel":"06-1234-5678","consent_version":"2026-11",
        "current_consent_version":"2026-11","shops":[{"shop_id":7,"name":"ことり食堂 梅田店"}]})";
};

TEST_F(OwnerPagesTest, ask_for_a_link_and_log_in_under_their_own_paths) {
    replies_["owner.provisional"] = R"({"expires_in_s":86400})";
    replies_["owner.login"] = R"({"session":")" + token + R"(","session_seconds":60,"owner_id":3})";
    EXPECT_TRUE(contains(get("/owners/register"), "action=\"/owners/register\""));
    EXPECT_TRUE(contains(get("/owners/register"), "協賛店ユーザ登録"));
    EXPECT_TRUE(
        contains(post("/owners/register", "mail=owner%40example.jp"), "owner@example.jp にメールをお送りしました"));
    EXPECT_TRUE(contains(get("/owners/login"), "action=\"/owners/login\""));
    EXPECT_EQ(header(post("/owners/login", "mail=a%40example.jp&password=kotori"), "Location"), "/owners");
}

TEST_F(OwnerPagesTest, keep_what_was_typed_and_say_at_each_field_what_is_wrong) {
    replies_["owner.link"] =
        R"({"mail":"owner@example.jp","expires_at":"2026-11-21T10:00:00Z","consent_version":"2026-11"})";
    failures_["owner.register"] = {
        ErrorKind::invalid, "owners.invalid", "x", {}, {{"/tel", "市外局番から。"}, {"/password", "短い。"}}};
    const auto page = post("/owners/register/confirm",
                           "token=" + token + "&password=short&company_name=%3Cb%3E&name=%E9%B3%A5%E5%B1%85&tel=12");
    EXPECT_EQ(page.status, 400);
    for (const auto* words : {"value=\"&lt;b&gt;\"", "value=\"鳥居\"", "value=\"12\"", "市外局番から。", "短い。",
                              "href=\"#tel\"", "owner@example.jp", "id=\"tel-problem\""})
        EXPECT_TRUE(contains(page, words)) << words;
    EXPECT_FALSE(contains(page, "short"));
    EXPECT_FALSE(contains(page, "id=\"name-problem\""));
}

TEST_F(OwnerPagesTest, register_and_lead_to_the_login) {
    replies_["owner.register"] = R"({"owner_id":3})";
    const auto done =
        post("/owners/register/confirm",
             "token=" + token + "&password=kotori-ga-3wa&company_name=a&name=b&tel=06&consent_version=2026-11");
    EXPECT_EQ(header(done, "Location"), "/owners/login?registered=1");
    EXPECT_EQ(
        router_.asked.back().data_text(),
        R"({"token":")" + token +
            R"(","password":"kotori-ga-3wa","company_name":"a","name":"b","tel":"06","consent_version":"2026-11"})");
}

TEST_F(OwnerPagesTest, show_the_profile_and_the_shops) {
    replies_["owner.me"] = me;
    const auto page = get_as("/owners");
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
    for (const auto* words : {"ことり&lt;食堂&gt;", "鳥居 はな", "トリイ ハナ", "06-1234-5678", "owner@example.jp",
                              "href=\"/shops/7\"", "ことり食堂 梅田店", "2026-11-20 19:15:30"})
        EXPECT_TRUE(contains(page, words)) << words;
}

TEST_F(OwnerPagesTest, change_the_profile) {
    replies_["owner.me"] = me;
    replies_["owner.update"] = me;
    EXPECT_TRUE(contains(get_as("/owners/profile"), "value=\"トリイ ハナ\""));
    const auto done =
        post("/owners/profile", proof + "&company_name=a&name=b&tel=06&consent_version=2026-11", {{"Cookie", cookie}});
    EXPECT_EQ(header(done, "Location"), "/owners?changed=1");
    EXPECT_EQ(post("/owners/profile", "company_name=a", {{"Cookie", cookie}}).status, 403);
}

// What the consent's checkbox sends when it is ticked, and whether it is.
TEST_F(OwnerPagesTest, ask_for_consent_to_the_version_of_now_whatever_was_typed_or_stored) {
    const std::string box = "name=\"consent_version\" value=\"2026-11\" required";
    replies_["owner.me"] = me;
    EXPECT_TRUE(contains(get_as("/owners/profile"), box + " checked"));
    failures_["owner.update"] = {ErrorKind::invalid, "owners.invalid", "x", {}, {{"/consent_version", "同意。"}}};
    const auto unticked = post("/owners/profile", proof + "&company_name=typed", {{"Cookie", cookie}});
    EXPECT_EQ(unticked.status, 400);
    EXPECT_TRUE(contains(unticked, box));
    EXPECT_FALSE(contains(unticked, box + " checked"));
    EXPECT_TRUE(contains(unticked, "value=\"typed\""));
}

TEST_F(OwnerPagesTest, ask_for_consent_again_when_there_is_a_newer_version) {
    const std::string box = "name=\"consent_version\" value=\"2027-01\" required";
    std::string newer = me;
    const std::string now = R"("current_consent_version":"2026-11")";
    newer.replace(newer.find(now), now.size(), R"("current_consent_version":"2027-01")");
    replies_["owner.me"] = newer;
    const auto page = get_as("/owners/profile");
    EXPECT_TRUE(contains(page, box));
    EXPECT_FALSE(contains(page, box + " checked"));
}

TEST_F(OwnerPagesTest, list_and_end_sessions_without_leaving_their_paths) {
    replies_["account.sessions"] = R"({"sessions":[]})";
    replies_["account.end_sessions"] = R"({"ended":1})";
    for (const std::string area : {"/owners", "/staff"}) {
        const auto page = get_as(area + "/sessions");
        EXPECT_TRUE(contains(page, "action=\"" + area + "/sessions\""));
        EXPECT_TRUE(contains(page, "href=\"" + area + "\""));
        EXPECT_EQ(header(post(area + "/sessions", proof, {{"Cookie", cookie}}), "Location"), area + "/login?ended=1");
    }
}

TEST_F(OwnerPagesTest, say_what_goes_and_what_stays_before_an_owner_leaves) {
    replies_["owner.me"] = me;
    replies_["owner.leave"] = "{}";
    EXPECT_TRUE(contains(get_as("/owners"), "href=\"/owners/me/leave\""));
    EXPECT_TRUE(contains(get_as("/owners"), "href=\"/owners/me/export\""));
    const auto form = get_as("/owners/me/leave");
    for (const auto* words : {"action=\"/owners/me/leave\"", "href=\"/owners/me/export\"", "協賛店の情報。公開していて",
                              "協賛店との結び付き", "href=\"/owners\""})
        EXPECT_TRUE(contains(form, words)) << words;
    const auto unmarked = post("/owners/me/leave", proof + "&password=kotori", {{"Cookie", cookie}});
    EXPECT_EQ(unmarked.status, 400);
    EXPECT_TRUE(contains(unmarked, "id=\"confirm-problem\""));
    EXPECT_FALSE(contains(unmarked, "kotori"));
    failures_["owner.leave"] = {ErrorKind::invalid, "accounts.invalid", "x", {}, {{"/password", "違います。"}}};
    EXPECT_TRUE(contains(post("/owners/me/leave", proof + "&password=kotori&confirm=1", {{"Cookie", cookie}}),
                         "id=\"password-problem\""));
    failures_.clear();
    const auto left = post("/owners/me/leave", proof + "&password=kotori&confirm=1", {{"Cookie", cookie}});
    EXPECT_EQ(left.status, 200);
    EXPECT_NE(header(left, "Set-Cookie").find("Max-Age=0"), std::string::npos);
    EXPECT_EQ(post("/owners/me/leave", "password=kotori&confirm=1", {{"Cookie", cookie}}).status, 403);
}

TEST_F(OwnerPagesTest, hand_out_everything_as_a_file) {
    replies_["owner.export"] = R"({"owner":{"mail":"owner@example.jp"}})";
    const auto file = get_as("/owners/me/export");
    EXPECT_EQ(header(file, "Content-Disposition"), "attachment; filename=\"passport_own_data.json\"");
    EXPECT_EQ(header(file, "Cache-Control"), "no-store");
    EXPECT_TRUE(contains(file, "owner@example.jp"));
}

TEST_F(OwnerPagesTest, lead_strangers_to_the_owners_login) {
    const Error missing{ErrorKind::unauthenticated, "session.missing", "x"};
    failures_ = {{"owner.me", missing}, {"owner.update", missing}, {"owner.export", missing}};
    EXPECT_EQ(header(get("/owners"), "Location"), "/owners/login");
    for (const std::string path : {"/owners/profile", "/owners/me/leave"})
        EXPECT_EQ(header(get(path), "Location"), "/owners/login?next=" + path) << path;
    EXPECT_EQ(header(get("/owners/me/export"), "Location"), "/owners/login");
}

}  // namespace
}  // namespace hub::portal
