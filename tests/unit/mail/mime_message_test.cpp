#include <gtest/gtest.h>

#include <regex>

#include "connectors/mail/mime_message.hpp"
#include "connectors/support/base64.hpp"
#include "router/core/http.hpp"

namespace hub::mail {
namespace {

MailContent content() {
    MailContent content;
    content.from = {"passport@passport-hub.example.jp", "子育て・結婚応援パスポート事務局"};
    content.to = {{"owner@example.jp", "焼津 太郎"}};
    content.subject = "【まいど子】協賛店の登録が承認されました（さかなセンター焼津店・サンマルクカフェ）";
    content.text = "焼津 太郎 様\n\n登録が承認されました。\n";
    content.html = "<p>焼津 太郎 様</p>";
    content.date = from_rfc3339("2026-11-20T01:02:03Z").value();
    content.key = "0190-key";
    content.id_domain = "passport-hub.example.jp";
    return content;
}

std::string mime(const MailContent& content) { return write_mime(content).value(); }

// A header with its folded lines joined.
std::string header(const std::string& mail, const std::string& name) {
    const auto at = ("\r\n" + mail).find("\r\n" + name + ": ");
    if (at == std::string::npos) return "";
    auto begin = at + name.size() + 2;
    std::string value;
    for (;;) {
        const auto end = mail.find("\r\n", begin);
        value += mail.substr(begin, end - begin);
        if (mail[end + 2] != ' ' && mail[end + 2] != '\t') return value;
        begin = end + 2;
    }
}

// Decodes every encoded word by itself, so that a character cut in two shows.
std::string decoded(const std::string& value) {
    static const std::regex word(R"(=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=)", std::regex::icase);
    std::string text;
    for (std::sregex_iterator match(value.begin(), value.end(), word), end; match != end; ++match) {
        EXPECT_LE(match->str().size(), 75u);
        const auto part = http::base64_decode((*match)[1].str());
        EXPECT_TRUE(part && is_utf8(*part)) << match->str();
        text += part.value_or("");
    }
    return text;
}

std::string body_after(const std::string& mail, const std::string& mark) {
    const auto begin = mail.find("\r\n\r\n", mail.find(mark)) + 4;
    auto end = mail.find("\r\n--", begin);
    if (end == std::string::npos) end = mail.size();
    std::string base64;
    for (const char character : mail.substr(begin, end - begin))
        if (character != '\r' && character != '\n') base64 += character;
    return http::base64_decode(base64).value_or("not base64");
}

TEST(MimeMessage, has_the_headers_a_mail_needs_once_each) {
    const auto mail = mime(content());
    for (const char* name :
         {"Date", "From", "To", "Subject", "Message-Id", "MIME-Version", "Content-Type", "Auto-Submitted"}) {
        const std::regex line("\r\n" + std::string(name) + ":", std::regex::icase);
        const auto text = "\r\n" + mail.substr(0, mail.find("\r\n\r\n"));
        EXPECT_EQ(std::distance(std::sregex_iterator(text.begin(), text.end(), line), {}), 1) << name << "\n" << text;
    }
    EXPECT_EQ(header(mail, "Date"), "Fri, 20 Nov 2026 10:02:03 +0900");
    EXPECT_EQ(header(mail, "Message-Id"), "<0190-key@passport-hub.example.jp>");
    EXPECT_EQ(header(mail, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(header(mail, "MIME-Version"), "1.0");
}

TEST(MimeMessage, encodes_japanese_headers_between_characters) {
    const auto mail = mime(content());
    EXPECT_EQ(decoded(header(mail, "Subject")), content().subject);
    EXPECT_EQ(decoded(header(mail, "From")), content().from.name);
    EXPECT_TRUE(header(mail, "From").ends_with("<passport@passport-hub.example.jp>"));
    EXPECT_EQ(decoded(header(mail, "To")), "焼津 太郎");
}

TEST(MimeMessage, carries_text_and_html_in_base64) {
    const auto mail = mime(content());
    EXPECT_TRUE(header(mail, "Content-Type").starts_with("multipart/alternative;"));
    EXPECT_EQ(body_after(mail, "Content-Type: text/plain; charset=utf-8"),
              "焼津 太郎 様\r\n\r\n登録が承認されました。\r\n");
    EXPECT_EQ(body_after(mail, "Content-Type: text/html; charset=utf-8"), "<p>焼津 太郎 様</p>");
    EXPECT_LT(mail.find("text/plain"), mail.find("text/html")) << "text first";
}

TEST(MimeMessage, is_text_alone_without_html) {
    auto plain = content();
    plain.html.clear();
    const auto mail = mime(plain);
    EXPECT_EQ(header(mail, "Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(body_after(mail, "Content-Transfer-Encoding: base64"), "焼津 太郎 様\r\n\r\n登録が承認されました。\r\n");
}

TEST(MimeMessage, is_seven_bit_in_short_crlf_lines) {
    auto big = content();
    for (int count = 0; count < 500; ++count) big.text += "長い行がつづきます。";
    const auto mail = mime(big);
    std::size_t begin = 0;
    while (begin < mail.size()) {
        const auto end = mail.find('\n', begin);
        ASSERT_NE(end, std::string::npos);
        EXPECT_EQ(mail[end - 1], '\r');
        EXPECT_LE(end - begin, 78u) << mail.substr(begin, end - begin);
        begin = end + 1;
    }
    for (const char byte : mail) ASSERT_TRUE(static_cast<unsigned char>(byte) < 0x80);
}

TEST(MimeMessage, is_the_same_bytes_for_the_same_mail) {
    EXPECT_EQ(mime(content()), mime(content()));
    auto other = content();
    other.key = "0190-other";
    EXPECT_NE(mime(content()), mime(other));
}

TEST(MimeMessage, quotes_carrier_addresses) {
    auto mail = content();
    mail.to = {{"abc.@ezweb.ne.jp", ""}};
    EXPECT_EQ(header(mime(mail), "To"), "\"abc.\"@ezweb.ne.jp");
}

TEST(MimeMessage, leaves_short_plain_headers_readable) {
    auto mail = content();
    mail.from.name = "Passport Hub";
    mail.subject = "Approved 2026-11-20";
    mail.to = {{"a@b.jp", "Smith, John"}, {"c@d.jp", ""}};
    EXPECT_EQ(header(mime(mail), "From"), "Passport Hub <passport@passport-hub.example.jp>");
    EXPECT_EQ(header(mime(mail), "Subject"), "Approved 2026-11-20");
    EXPECT_TRUE(header(mime(mail), "To").ends_with("?= <a@b.jp>, c@d.jp")) << header(mime(mail), "To");
    EXPECT_EQ(decoded(header(mime(mail), "To")), "Smith, John");
}

TEST(MimeMessage, makes_an_id_of_any_key) {
    EXPECT_EQ(message_id("a-B_9", "x.jp"), "a-B_9@x.jp");
    const auto odd = message_id("a b<c>@\r\nd", "x.jp");
    EXPECT_EQ(odd, message_id("a b<c>@\r\nd", "x.jp"));
    EXPECT_TRUE(std::regex_match(odd, std::regex("[0-9a-f]{40}@x\\.jp"))) << odd;
}

TEST(MimeMessage, refuses_header_injection_and_names_every_wrong_field) {
    MailContent bad;
    bad.from = {"passport", "a\r\nBcc: x@y.jp"};
    bad.to = {{"a@b.jp\r\nBcc: x@y.jp", ""}, {"ok@b.jp", "x\ny"}, {"ok@b.jp", std::string("x\0y", 3)}};
    bad.subject = "a\r\nBcc: x@y.jp";
    const auto refused = write_mime(bad);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    std::vector<std::string> fields;
    for (const auto& field : refused.error().fields) fields.push_back(field.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"/from/address", "/from/name", "/to/0/address", "/to/1/name",
                                                "/to/2/name", "/subject", "/text", "/key", "/id_domain"}));
}

TEST(MimeMessage, refuses_text_that_is_not_utf8) {
    auto bad = content();
    bad.text = "\xff";
    bad.html = "\xff";
    bad.subject = "\xff";
    EXPECT_EQ(write_mime(bad).error().fields.size(), 3u);
}

}  // namespace
}  // namespace hub::mail
