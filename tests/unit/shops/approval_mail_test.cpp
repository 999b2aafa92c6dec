#include "handlers/shops/approval_mail.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::shops {
namespace {

class ApprovalMailTest : public ::testing::Test {
protected:
    Result<Message> translate(std::string data) const {
        return mail.translate(make_message(clock, "/cli", "shop.approved", std::move(data)));
    }
    test::FakeClock clock;
    accounts::MailSeal seal{accounts::AccountKey::from_hex(std::string(64, 'a')).value()};
    ApprovalMail mail{{"https://pass.example.jp"}, seal, clock};
};

TEST_F(ApprovalMailTest, writes_the_letter) {
    const auto message = translate(R"({"shop_temp_id":3,"shop_id":7,"shop_name":"見本の店","owner_name":"見本 花子",
        "owner_mail":"hanako@example.jp","approved_at":"2026-11-20T10:28:00Z"})");
    ASSERT_TRUE(message) << message.error().detail;
    EXPECT_EQ(message->type, "mail.send");
    const auto document = json::Document::parse(message->data_text());
    const auto data = document->root();
    EXPECT_EQ(data.at_pointer("/to/0/address")->as_string(), "hanako@example.jp");
    EXPECT_EQ(data.at_pointer("/to/0/name")->as_string(), "見本 花子");
    EXPECT_EQ(data.string("subject"), "【パスポート】「見本の店」の掲載が承認されました");
    EXPECT_EQ(data.string("kind"), "transactional");
    for (const auto* part : {"text", "html"}) {
        const std::string text(*data.string(part));
        for (const auto* words : {"見本 花子 様", "「見本の店」", "https://pass.example.jp/shops/7", "2026年11月20日 19:28", "これからのこと"})
            EXPECT_NE(text.find(words), std::string::npos) << part << " " << words;
    }
}

TEST_F(ApprovalMailTest, lets_no_name_become_markup_or_a_header) {
    const auto message = translate(R"({"shop_id":7,"shop_name":"<b>A&\"'\r\nBcc: x@example.jp</b>","owner_name":"<i>",
        "owner_mail":"hanako@example.jp","approved_at":"2026-11-20T10:28:00Z"})");
    ASSERT_TRUE(message);
    const auto document = json::Document::parse(message->data_text());
    const std::string subject(*document->root().string("subject"));
    EXPECT_EQ(subject.find_first_of("\r\n"), std::string::npos);
    const std::string html(*document->root().string("html"));
    EXPECT_NE(html.find("&lt;b&gt;A&amp;&quot;&#39; Bcc: x@example.jp&lt;/b&gt;"), std::string::npos);
    EXPECT_EQ(html.find("<i>"), std::string::npos);
}

TEST_F(ApprovalMailTest, names_every_missing_field) {
    const auto message = translate("{}");
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().kind, ErrorKind::invalid);
    std::vector<std::string> fields;
    for (const auto& field : message.error().fields) fields.push_back(field.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"/shop_id", "/shop_name", "/owner_mail", "/approved_at"}));
}

TEST_F(ApprovalMailTest, goes_to_the_address_that_was_sealed_and_to_none_that_another_key_sealed) {
    const auto event = [](const std::string& kept) {
        return R"({"shop_id":7,"shop_name":"店","owner_mail":")" + kept + R"(","approved_at":"2026-12-31T15:00:00Z"})";
    };
    const auto message = translate(event(seal.seal("Hanako@example.jp")));
    ASSERT_TRUE(message);
    EXPECT_NE(message->data_text().find("Hanako@example.jp"), std::string_view::npos);
    const accounts::MailSeal other(accounts::AccountKey::from_hex(std::string(64, 'b')).value());
    const auto refused = translate(event(other.seal("hanako@example.jp")));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).field, "/owner_mail");
}

TEST_F(ApprovalMailTest, follows_from_the_approval) {
    auto cause = make_message(clock, "/cli", "shop.approved", R"({"shop_id":7,"shop_name":"店","owner_mail":"a@example.jp",
        "approved_at":"2026-12-31T15:00:00Z"})");
    cause.subject = "shop/7";
    const auto message = mail.translate(cause);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->extension("causationid"), cause.id);
    EXPECT_EQ(message->subject, "shop/7");
    EXPECT_NE(message->data_text().find("2027年1月1日 00:00"), std::string_view::npos);
    EXPECT_NE(message->data_text().find("ご担当者様"), std::string_view::npos);
}

}  // namespace
}  // namespace hub::shops
