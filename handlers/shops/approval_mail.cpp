#include "handlers/shops/approval_mail.hpp"

#include <cstdio>
#include <cstdint>

#include <date/date.h>

#include "router/core/japanese_time.hpp"
#include "router/core/json.hpp"

namespace hub::shops {
namespace {

struct Approval {
    std::int64_t shop_id = 0;
    std::string shop_name;
    std::string owner_name;
    std::string owner_mail;
    WallTime approved_at{};
};

// One line without control characters: what goes into a subject or a name must not start another header.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code >= 0x20 && code != 0x7F) line += byte;
        else if (!line.empty() && line.back() != ' ') line += ' ';
    }
    return line;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char letter : text) {
        switch (letter) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += letter;
        }
    }
    return html;
}

// 2026年11月20日 19:28 in Japan.
std::string japanese_time(WallTime time) {
    const auto local = time + kJapanAheadOfUtc;
    const auto day = date::floor<date::days>(local);
    const date::year_month_day calendar(day);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local - day).count();
    char text[64];
    std::snprintf(text, sizeof text, "%d年%u月%u日 %02d:%02d", static_cast<int>(calendar.year()),
                  static_cast<unsigned>(calendar.month()), static_cast<unsigned>(calendar.day()),
                  static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
    return text;
}

std::string required_text(const json::Value& data, std::string_view name, Error& problems) {
    const auto text = data.string(name);
    if (!text || one_line(*text).empty()) {
        problems.fields.push_back({"/" + std::string(name), "is required and must be a non-empty string"});
        return {};
    }
    return one_line(*text);
}

Result<Approval> read_approval(const Message& message, const accounts::MailSeal& seal) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto data = document->root();
    Error problems{ErrorKind::invalid, "shop.approved_invalid", "the event shop.approved is incomplete"};
    Approval approval;
    approval.shop_id = data.integer("shop_id").value_or(0);
    if (approval.shop_id <= 0) problems.fields.push_back({"/shop_id", "is required and must be a positive integer"});
    approval.shop_name = required_text(data, "shop_name", problems);
    approval.owner_name = one_line(data.string("owner_name").value_or(""));
    const auto kept_mail = required_text(data, "owner_mail", problems);
    approval.owner_mail = seal.open(kept_mail);
    if (!kept_mail.empty() && approval.owner_mail.empty())
        problems.fields.push_back({"/owner_mail", "must be a mail address, or one that is sealed with our key"});
    const auto time = from_rfc3339(data.string("approved_at").value_or(""));
    if (time) approval.approved_at = *time;
    else problems.fields.push_back({"/approved_at", "is required and must be an RFC 3339 time"});
    if (!problems.fields.empty()) return problems;
    return approval;
}

std::string greeting(const Approval& approval) {
    return approval.owner_name.empty() ? "ご担当者様" : approval.owner_name + " 様";
}

std::string plain_text(const Approval& approval, const std::string& url) {
    return greeting(approval) + "\n\n"
           "大阪府子育て・結婚応援パスポート事務局です。\n"
           "お申し込みいただいた「" + approval.shop_name + "」の掲載が承認されました。\n"
           "ご協賛くださり、ありがとうございます。\n\n"
           "承認日時：" + japanese_time(approval.approved_at) + "\n"
           "お店のページ：" + url + "\n\n"
           "■ これからのこと\n"
           "1. お店のページをご覧になり、特典や営業時間に誤りがないかご確認ください。\n"
           "2. 会員が会員証の画面をお見せしたら、掲載した特典をご提供ください。\n"
           "3. 内容を変えるときは、協賛店ページから変更をお申し込みください。承認後に反映されます。\n\n"
           "このメールは送信専用です。お問い合わせは、協賛店ページの「お問い合わせ」からお願いします。\n"
           "お心当たりのない場合は、お手数ですが破棄してください。\n\n"
           "大阪府子育て・結婚応援パスポート事務局\n";
}

std::string html(const Approval& approval, const std::string& url) {
    const auto name = escaped(approval.shop_name);
    const auto link = escaped(url);
    return "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">"
           "<title>掲載が承認されました</title></head>\n"
           "<body style=\"font-family:sans-serif;line-height:1.8;color:#1a1a1a\">\n"
           "<p>" + escaped(greeting(approval)) + "</p>\n"
           "<p>大阪府子育て・結婚応援パスポート事務局です。<br>お申し込みいただいた<strong>「" + name +
           "」</strong>の掲載が承認されました。<br>ご協賛くださり、ありがとうございます。</p>\n"
           "<p>承認日時：" + japanese_time(approval.approved_at) + "<br>お店のページ：<a href=\"" + link + "\">" + link +
           "</a></p>\n"
           "<h2 style=\"font-size:1.1em\">これからのこと</h2>\n"
           "<ol><li>お店のページをご覧になり、特典や営業時間に誤りがないかご確認ください。</li>\n"
           "<li>会員が会員証の画面をお見せしたら、掲載した特典をご提供ください。</li>\n"
           "<li>内容を変えるときは、協賛店ページから変更をお申し込みください。承認後に反映されます。</li></ol>\n"
           "<p>このメールは送信専用です。お問い合わせは、協賛店ページの「お問い合わせ」からお願いします。<br>"
           "お心当たりのない場合は、お手数ですが破棄してください。</p>\n"
           "<p>大阪府子育て・結婚応援パスポート事務局</p>\n</body></html>\n";
}

}  // namespace

Result<Message> ApprovalMail::translate(const Message& message) const {
    const auto approval = read_approval(message, seal_);
    if (!approval) return approval.error();
    const auto url = settings_.base_url + "/shops/" + std::to_string(approval->shop_id);
    json::Writer writer;
    writer.begin_object();
    writer.key("to");
    writer.begin_array();
    writer.begin_object();
    writer.member("address", approval->owner_mail);
    if (!approval->owner_name.empty()) writer.member("name", approval->owner_name);
    writer.end_object();
    writer.end_array();
    writer.member("subject", "【パスポート】「" + approval->shop_name + "」の掲載が承認されました");
    writer.member("text", plain_text(*approval, url));
    writer.member("html", html(*approval, url));
    writer.member("kind", "transactional");
    writer.end_object();
    auto mail = make_message_from(message, clock_, "/handlers/shops", "mail.send", writer.take());
    mail.subject = message.subject;
    return mail;
}

}  // namespace hub::shops
