#include "handlers/accounts/link_mail.hpp"

#include "handlers/accounts/account_store.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "router/core/japanese_time.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

struct Asked {
    AccountKind kind = AccountKind::member;
    LinkPurpose purpose = LinkPurpose::registration;
    std::string mail;
    std::string seed;
    WallTime expires_at{};
    bool known = false;
};

Result<Asked> read_asked(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    const auto data = document->root();
    Error problems{ErrorKind::invalid, "account.link_invalid", "the event account.link_asked is incomplete"};
    Asked asked;
    const auto kind = account_kind_of(data.string("kind").value_or(""));
    if (kind) asked.kind = *kind;
    else problems.fields.push_back({"/kind", "must be a kind of account"});
    const auto purpose = link_purpose_of(data.string("purpose").value_or(""));
    if (purpose) asked.purpose = *purpose;
    else problems.fields.push_back({"/purpose", "must be a purpose of links"});
    asked.mail = data.string("mail").value_or("");
    if (!is_mail_address(asked.mail)) problems.fields.push_back({"/mail", "must be a mail address"});
    asked.seed = data.string("seed").value_or("");
    if (!is_token(asked.seed)) problems.fields.push_back({"/seed", "must be a token"});
    const auto expires_at = from_rfc3339(data.string("expires_at").value_or(""));
    if (expires_at) asked.expires_at = *expires_at;
    else problems.fields.push_back({"/expires_at", "must be an RFC 3339 time"});
    const auto known = data.boolean("known");
    if (!known) problems.fields.push_back({"/known", "must be true or false"});
    asked.known = known.value_or(false);
    if (!problems.fields.empty()) return problems;
    return asked;
}

constexpr auto kEnd =
    "\nお心当たりのない場合は、このメールを破棄してください。何も登録されません。\n"
    "このメールは送信専用です。\n\n"
    "大阪府子育て・結婚応援パスポート事務局\n";

// What differs between the kinds of account: who they are, and where their pages begin.
struct Words {
    std::string_view registration;
    std::string_view pages;
};

Words words_of(AccountKind kind) {
    if (kind == AccountKind::owner) return {"協賛店ユーザ登録", "/owners"};
    return {"会員登録", ""};
}

std::string link_text(const Words& words, const std::string& url, const std::string& until) {
    return "大阪府子育て・結婚応援パスポート事務局です。\n" + std::string(words.registration) +
           "のお申し込みを受け付けました。まだ登録は終わっていません。\n\n"
           "下のページをひらいて、登録を続けてください。\n" +
           url +
           "\n\n"
           "このリンクは一度だけ使えます。期限：" +
           until + "（日本時間）\n" + kEnd;
}

std::string invitation_text(const std::string& url, const std::string& until) {
    return "大阪府子育て・結婚応援パスポート事務局です。\n"
           "職員用の画面をお使いいただくために、あなたを招待しました。\n\n"
           "認証アプリの入ったスマートフォンをお手元に用意し、下のページをひらいて設定してください。\n" +
           url +
           "\n\n"
           "このリンクは一度だけ使えます。期限：" +
           until + "（日本時間）\n" + kEnd;
}

std::string known_text(const Words& words, const std::string& pages) {
    return "大阪府子育て・結婚応援パスポート事務局です。\n" + std::string(words.registration) +
           "のお申し込みを受け付けましたが、このメールアドレスは登録済みです。\n\n"
           "下のページからログインしてください。\n" +
           pages + "/login\n" + kEnd;
}

}  // namespace

Result<Message> LinkMail::translate(const Message& message) const {
    const auto asked = read_asked(message);
    if (!asked) return asked.error();
    const bool invited = asked->purpose == LinkPurpose::invitation;
    const auto words = words_of(asked->kind);
    const auto pages = base_url_ + std::string(words.pages);
    const auto url = pages + "/register/confirm?token=" + key_.link_token(asked->seed);
    const auto invitation = base_url_ + "/staff/accept?token=" + key_.link_token(asked->seed);
    const auto until = japanese_text(asked->expires_at).substr(0, 16);
    json::Writer writer;
    writer.begin_object();
    writer.key("to");
    writer.begin_array();
    writer.begin_object();
    writer.member("address", asked->mail);
    writer.end_object();
    writer.end_array();
    writer.member("subject", "【パスポート】" + std::string(invited ? "職員用画面" : words.registration) + "のご案内");
    writer.member("text", invited        ? invitation_text(invitation, until)
                          : asked->known ? known_text(words, pages)
                                         : link_text(words, url, until));
    writer.member("kind", "transactional");
    writer.end_object();
    auto mail = make_message_from(message, clock_, "/handlers/accounts", "mail.send", writer.take());
    mail.subject = message.subject;
    return mail;
}

}  // namespace hub::accounts
