#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class LookUpPagesTest : public AccountPageTest {
protected:
    LookUpPagesTest() {
        replies_["staff.me"] = R"({"staff_id":7,"name":"花子","mail":"hanako@example.jp","role":"viewer"})";
        replies_["member.find"] =
            R"({"items":[{"user_id":12,"mail":"m@example.jp","status":"active","second_step":"none","programme":1,"postal_code":"",
            "city":"堺市","card_number":"12345678901244","registered_at":"2026-11-20T01:00:00Z"}]})";
        replies_["owner.find"] =
            R"({"items":[{"owner_id":3,"mail":"owner@example.jp","status":"suspended","second_step":"mail","company_name":"<b>",
            "name":"鳥居 はな","registered_at":"2026-11-20T01:00:00Z","shops":[{"shop_id":7,"name":"梅田店"}]}]})";
    }
    HttpResponse ask(const std::string& path, const std::string& fields) {
        return post(path, proof + "&" + fields, {{"Cookie", cookie}});
    }
    // The form that lifts a second step, as somebody sends it.
    HttpResponse lift(const std::string& page, const std::string& id_name, const std::string& id,
                      const std::string& fields) {
        HttpRequest request;
        request.target = page + "/" + id + "/second-step";
        request.path_parameters = {{id_name, id}};
        request.headers = {{"Cookie", cookie}};
        request.body = proof + "&" + fields;
        return send("POST", page + "/{" + id_name + "}/second-step", std::move(request));
    }
};

TEST_F(LookUpPagesTest, send_what_was_typed_and_show_the_cards_number_in_groups) {
    const auto page = ask("/staff/members", "by=card_number&value=1234-5678-9012-44&reason=r");
    EXPECT_EQ(router_.asked.back().data_text(), R"({"card_number":"1234-5678-9012-44","reason":"r"})");
    EXPECT_TRUE(contains(page, "<dd>1234-5678-9012-44</dd>"));
    EXPECT_TRUE(contains(page, "堺市"));
}

TEST_F(LookUpPagesTest, put_what_is_wrong_with_a_number_at_its_field) {
    failures_["member.find"] = {ErrorKind::invalid, "users.invalid", "x", {}, {{"/user_id", "番号を。"}}};
    for (const auto* typed : {"", "x", "%EF%BC%91%EF%BC%92"}) {
        const auto page = ask("/staff/members", "by=user_id&value=" + std::string(typed) + "&reason=r");
        EXPECT_EQ(page.status, 400);
        EXPECT_TRUE(contains(page, "id=\"value-problem\""));
        EXPECT_TRUE(contains(page, "<option value=\"user_id\" selected>"));
        EXPECT_EQ(router_.asked.back().data_text().find("-1"), std::string_view::npos);
    }
    EXPECT_EQ(router_.asked.back().data_text(), R"({"user_id":"１２","reason":"r"})");
}

TEST_F(LookUpPagesTest, are_two_one_for_members_and_one_for_owners) {
    const auto form = get_as("/staff/owners");
    for (const auto* words :
         {"action=\"/staff/owners\"", "value=\"corporate_number\"", "協賛店ユーザの照会", "href=\"/staff/members\""})
        EXPECT_TRUE(contains(form, words)) << words;
    const auto page = ask("/staff/owners", "by=owner_id&value=3&reason=r");
    EXPECT_EQ(router_.asked.back().data_text(), R"({"owner_id":"3","reason":"r"})");
    for (const auto* words : {"&lt;b&gt;", "鳥居 はな", "停止中", "href=\"/shops/7\"", "梅田店"})
        EXPECT_TRUE(contains(page, words)) << words;
    replies_["owner.find"] = R"({"items":[]})";
    EXPECT_TRUE(
        contains(ask("/staff/owners", "by=mail&value=a%40example.jp&reason=r"), "一致する協賛店ユーザはいません"));
    failures_["staff.me"] = {ErrorKind::unauthenticated, "session.missing", "x"};
    EXPECT_EQ(header(get("/staff/owners"), "Location"), "/staff/login?next=/staff/owners");
}

TEST_F(LookUpPagesTest, let_administrators_lift_a_second_step_after_a_question) {
    std::string with_step = replies_["member.find"];
    with_step.replace(with_step.find("none"), 4, "authenticator");
    replies_["member.find"] = with_step;
    replies_["member.lift_second_step"] = "{}";
    const std::string way = "action=\"/staff/members/12/second-step\"";
    EXPECT_FALSE(contains(ask("/staff/members", "by=user_id&value=12&reason=r"), way)) << "a viewer may not";
    replies_["staff.me"] = R"({"staff_id":7,"name":"花子","mail":"hanako@example.jp","role":"administrator"})";
    EXPECT_TRUE(contains(ask("/staff/members", "by=user_id&value=12&reason=r"), way));
    EXPECT_EQ(lift("/staff/members", "user_id", "12", "reason=+").status, 400);
    const auto question = lift("/staff/members", "user_id", "12", "reason=%3Cwindow%3E");
    for (const auto* words : {"会員番号 12", "&lt;window&gt;", "name=\"confirmed\"", "href=\"/staff/members\""})
        EXPECT_TRUE(contains(question, words)) << words;
    EXPECT_EQ(router_.asked.back().type, "staff.me") << "asking does nothing";
    const auto done = lift("/staff/members", "user_id", "12", "reason=window&confirmed=1");
    EXPECT_EQ(router_.asked.back().data_text(), R"({"user_id":12,"reason":"window"})");
    EXPECT_EQ(header(done, "Location"), "/staff/members?lifted=1");
    HttpRequest back;
    back.target = "/staff/members?lifted=1";
    back.headers = {{"Cookie", cookie}};
    EXPECT_TRUE(contains(send("GET", "/staff/members", std::move(back)), "本人にメールで知らせました"));
    failures_["owner.lift_second_step"] = {ErrorKind::conflict, "staff.no_second_step", "設定されていません。"};
    const auto none = lift("/staff/owners", "owner_id", "3", "reason=window&confirmed=1");
    EXPECT_EQ(none.status, 409);
    EXPECT_TRUE(contains(none, "設定されていません。"));
    failures_["owner.lift_second_step"] = {ErrorKind::forbidden, "accounts.forbidden", "x"};
    EXPECT_TRUE(contains(lift("/staff/owners", "owner_id", "3", "reason=window&confirmed=1"), "役割を変えて"));
}

TEST_F(LookUpPagesTest, show_what_was_typed_when_the_session_ends_on_the_way) {
    const Error missing{ErrorKind::unauthenticated, "session.missing", "x"};
    failures_ = {{"member.find", missing}, {"member.lift_second_step", missing}};
    for (const auto& response : {ask("/staff/members", "by=user_id&value=12&reason=window"),
                                 lift("/staff/members", "user_id", "12", "reason=window&confirmed=1")}) {
        EXPECT_EQ(response.status, 401);
        EXPECT_TRUE(contains(response, "value=\"window\""));
        EXPECT_TRUE(contains(response, "href=\"/staff/login\""));
    }
}

}  // namespace
}  // namespace hub::portal
