#include "tests/unit/portal_pages/account_page_fixture.hpp"

namespace hub::portal {
namespace {

class CardPagesTest : public AccountPageTest {};

TEST_F(CardPagesTest, show_the_card_with_what_a_shop_scans) {
    replies_["member.card"] = R"({"number":"12345678901244","programme":1,"state":"valid","valid_until":"2042-03-31",)"
                              R"("code":"PC1.12345678901244.1.20420331.x"})";
    const auto page = get_as("/me/card");
    EXPECT_EQ(header(page, "Cache-Control"), "no-store");
    for (const auto* words : {"1234-5678-9012-44", "2042年3月31日", "まいど子", "<svg class=\"passport-card-code\"",
                              "お店が会員証を確かめるためのQRコード"})
        EXPECT_TRUE(contains(page, words)) << words;
    EXPECT_FALSE(contains(page, "有効期限が過ぎています"));
}

TEST_F(CardPagesTest, show_a_card_that_has_ended_and_say_what_to_do) {
    replies_["member.card"] = R"({"number":"12345678901244","programme":2,"state":"ended","valid_until":"2026-03-31"})";
    const auto ended = get_as("/me/card");
    for (const auto* words : {"有効期限が過ぎています", "2026年3月31日", "事務局へお問い合わせ", "passport-card-over"})
        EXPECT_TRUE(contains(ended, words)) << words;
    EXPECT_FALSE(contains(ended, "<svg class=\"passport-card-code\""));
    replies_["member.card"] = R"({"number":"12345678901244","programme":1,"state":"not_entitled"})";
    EXPECT_TRUE(contains(get_as("/me/card"), "お子さまの登録が必要です"));
    failures_["member.card"] = {ErrorKind::unauthenticated, "session.missing", "x"};
    EXPECT_EQ(header(get("/me/card"), "Location"), "/login?next=/me/card");
}

TEST_F(CardPagesTest, check_a_code_for_shops_without_a_script) {
    replies_["card.key"] = R"({"public_key":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
    EXPECT_TRUE(contains(get("/verify"), "data-key=\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\""));
    EXPECT_EQ(header(get("/verify"), "Cache-Control"), "no-cache");
    replies_["card.check"] = R"({"state":"valid","number":"12345678901244","programme":1,"valid_until":"2042-03-31"})";
    const auto valid = post("/verify", "code=+PC1.x+");
    EXPECT_EQ(asked("card.check"), R"({"code":"PC1.x"})");
    for (const auto* words : {"notice-success", "使える会員証です", "2042年3月31日", "1234-5678-9012-44"})
        EXPECT_TRUE(contains(valid, words)) << words;
    replies_["card.check"] = R"({"state":"valid","number":"27-A0012345","programme":1,"valid_until":"2042-03-31"})";
    EXPECT_TRUE(contains(post("/verify", "code=PC1.x"), "27-A0012345"));
    replies_["card.check"] = R"({"state":"forged"})";
    const auto forged = post("/verify", "code=%3Cb%3E");
    EXPECT_TRUE(contains(forged, "<h2>正しい会員証のコードではありません</h2>"));
    EXPECT_TRUE(contains(forged, "&lt;b&gt;</textarea>"));
    for (const auto* answer : {&valid, &forged}) EXPECT_EQ(header(*answer, "Cache-Control"), "no-store");
}

TEST_F(CardPagesTest, keep_a_shops_code_that_is_wrong_or_cannot_be_checked_now) {
    replies_["card.key"] = R"({"public_key":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
    failures_["card.check"] = {ErrorKind::transient, "line.full", "no room"};
    const auto busy = post("/verify", "code=PC1.x");
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(header(busy, "Retry-After"), "10");
    EXPECT_EQ(header(busy, "Cache-Control"), "no-store");
    for (const auto* words : {">PC1.x</textarea>", "ただいま混み合っているため", "data-verify data-key=\"11qYAY"})
        EXPECT_TRUE(contains(busy, words)) << words;
    EXPECT_FALSE(contains(busy, "正しい会員証のコードではありません</h2>")) << "nobody is told that a card is forged";
    failures_["card.check"] = {ErrorKind::invalid, "cards.invalid", "x", {}, {{"/code", "指定してください。"}}};
    const auto wrong = post("/verify", "code=x");
    EXPECT_EQ(wrong.status, 400);
    for (const auto* words : {">x</textarea>", "<a href=\"#code\">QRコードの文字：指定してください。</a>",
                              "aria-describedby=\"code-hint code-problem\" aria-invalid=\"true\""})
        EXPECT_TRUE(contains(wrong, words)) << words;
    failures_["card.check"] = {ErrorKind::permanent, "x", "x"};
    EXPECT_FALSE(contains(post("/verify", "code=PC1.x"), "name=\"code\""));
}

TEST_F(CardPagesTest, let_no_script_check_without_the_key) {
    failures_["card.key"] = {ErrorKind::transient, "x", "x"};
    EXPECT_EQ(get("/verify").status, 503);
    replies_["card.check"] = R"({"state":"valid","number":"12345678901244","programme":1,"valid_until":"2042-03-31"})";
    const auto valid = post("/verify", "code=PC1.x");
    EXPECT_EQ(valid.status, 200);
    EXPECT_EQ(header(valid, "Cache-Control"), "no-store");
    EXPECT_TRUE(contains(valid, "使える会員証です</h2>"));
    EXPECT_FALSE(contains(valid, "data-verify data-key"));
}

TEST_F(CardPagesTest, say_what_a_number_proves_and_what_without_a_script_is_sent) {
    replies_["card.key"] = R"({"public_key":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";
    const auto form = get("/verify");
    EXPECT_TRUE(contains(form, "<li data-verify-sent>「確かめる」を押すと"));
    for (const auto* line : {"<li data-verify-private hidden>", "<li data-verify-offline hidden>"})
        EXPECT_TRUE(contains(form, line)) << "true with a script only: " << line;
    replies_["card.check"] = R"({"state":"number_only","number":"12345678901244"})";
    const auto number = post("/verify", "code=1234-5678-9012-44");
    for (const auto* words :
         {"番号の数字だけを確かめました", "使える会員証かどうかは番号では分かりません", "<dd>1234-5678-9012-44</dd>"})
        EXPECT_TRUE(contains(number, words)) << words;
    EXPECT_FALSE(contains(number, "notice-success"));
    replies_["card.check"] = R"({"state":"mistyped"})";
    const auto mistyped = post("/verify", "code=1234-5678-9012-45");
    EXPECT_TRUE(contains(mistyped, "notice-error"));
    EXPECT_TRUE(contains(mistyped, "打ちまちがいがないか"));
    replies_["card.check"] = R"({"state":"unchecked"})";
    const auto unchecked = post("/verify", "code=27-A0012345");
    for (const auto* words :
         {"この番号は、ここでは確かめられません</h2>", "これまでのシステムで出された会員証の番号かもしれません",
          "QRコードを読み取ると分かります", "事務局へお問い合わせ", ">27-A0012345</textarea>"})
        EXPECT_TRUE(contains(unchecked, words)) << words;
    for (const auto* kind : {"notice-error", "notice-success"}) EXPECT_FALSE(contains(unchecked, kind)) << kind;
}

TEST_F(CardPagesTest, give_the_worker_that_keeps_the_page_an_address_without_a_hash) {
    const auto worker = get("/verify_worker.js");
    EXPECT_EQ(worker.status, 200);
    EXPECT_EQ(header(worker, "Cache-Control"), "no-cache");
    EXPECT_TRUE(header(worker, "Content-Type").starts_with("text/javascript"));
}

TEST_F(CardPagesTest, leave_only_with_the_password_and_a_mark) {
    replies_["member.me"] = R"({"user_id":7})";
    const auto form = get_as("/me/leave");
    for (const auto* words : {"すぐに消えるもの", "残るものとその理由", "name=\"confirm\"", "/me/export"})
        EXPECT_TRUE(contains(form, words)) << words;
    const auto unmarked = post("/me/leave", proof + "&password=kotori", {{"Cookie", cookie}});
    EXPECT_EQ(unmarked.status, 400);
    EXPECT_TRUE(contains(unmarked, "href=\"#confirm\""));
    EXPECT_EQ(asked("member.leave"), "null");
    failures_["member.leave"] = {
        ErrorKind::invalid, "users.invalid", "x", {}, {{"/password", "パスワードが違います。"}}};
    const auto wrong = post("/me/leave", proof + "&password=kotori&confirm=1", {{"Cookie", cookie}});
    EXPECT_TRUE(contains(wrong, "<a href=\"#password\">パスワード：パスワードが違います。</a>"));
    EXPECT_FALSE(contains(wrong, "kotori"));
    failures_.clear();
    replies_["member.leave"] = "{}";
    const auto left = post("/me/leave", proof + "&password=kotori&confirm=1", {{"Cookie", cookie}});
    EXPECT_EQ(left.status, 200);
    EXPECT_TRUE(header(left, "Set-Cookie").find("Max-Age=0") != std::string::npos);
    EXPECT_EQ(post("/me/leave", "password=kotori&confirm=1", {{"Cookie", cookie}}).status, 403);
}

TEST_F(CardPagesTest, give_everything_as_a_file) {
    replies_["member.export"] = R"({"member":{"mail":"hanako@example.jp"}})";
    const auto file = get_as("/me/export");
    EXPECT_EQ(file.body, R"({"member":{"mail":"hanako@example.jp"}})");
    EXPECT_EQ(header(file, "Content-Disposition"), "attachment; filename=\"passport_own_data.json\"");
    EXPECT_EQ(header(file, "Cache-Control"), "no-store");
    failures_["member.export"] = {ErrorKind::unauthenticated, "session.missing", "x"};
    EXPECT_EQ(get("/me/export").status, 303);
}

}  // namespace
}  // namespace hub::portal
