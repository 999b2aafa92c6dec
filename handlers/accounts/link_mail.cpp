#include "handlers/accounts/link_mail.hpp"

#include "handlers/accounts/account_mail.hpp"
#include "handlers/accounts/account_store.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/mail_seal.hpp"
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

Result<Asked> read_asked(const Message& message, const AccountKey& key) {
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
    asked.mail = MailSeal(key).open(data.string("mail").value_or(""));
    if (!is_mail_address(asked.mail))
        problems.fields.push_back({"/mail", "must be a mail address, sealed with our key"});
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

// What a link of a purpose is for, and what its mail says about it.
struct PurposeWords {
    std::string_view subject;
    std::string_view asked;     // what was asked for
    std::string_view next;      // what to do behind the link
    std::string_view page;      // where it leads
    std::string_view unwanted;  // what becomes of it when nobody opens the link
};

constexpr PurposeWords words_of(LinkPurpose purpose) {
    switch (purpose) {
        case LinkPurpose::password_reset:
            return {"パスワードの再設定のご案内", "パスワードの再設定", "新しいパスワードを決めてください",
                    "/password/reset", "パスワードは変わりません"};
        case LinkPurpose::login:
            return {"ログイン用リンクのご案内", "ログイン用リンク", "ログインしてください", "/login/link/confirm",
                    "だれもログインできません"};
        case LinkPurpose::mail_change:
            return {"メールアドレスの変更のご案内", "このメールアドレスへの変更", "変更を終えてください",
                    "/mail/confirm", "何も変わりません"};
        case LinkPurpose::invitation: return {"職員用画面のご案内", "", "", "/accept", "何も登録されません"};
        case LinkPurpose::registration: break;
    }
    return {"", "", "登録を続けてください", "/register/confirm", "何も登録されません"};
}

std::string ending(const PurposeWords& purpose) {
    return "\nお心当たりのない場合は、このメールを破棄してください。" + std::string(purpose.unwanted) + "。\n";
}

std::string link_text(const std::string& asked, bool registration, const PurposeWords& purpose, const std::string& url,
                      const std::string& until) {
    return asked + "のお申し込みを受け付けました。" + (registration ? "まだ登録は終わっていません。" : "") +
           "\n\n下のページをひらいて、" + std::string(purpose.next) + "。\n" + url +
           "\n\nこのリンクは一度だけ使えます。期限：" + until + "\n" + ending(purpose);
}

std::string invitation_text(const PurposeWords& purpose, const std::string& url, const std::string& until) {
    return "職員用の画面をお使いいただくために、あなたを招待しました。\n\n"
           "認証アプリの入ったスマートフォンをお手元に用意し、下のページをひらいて設定してください。\n" +
           url + "\n\nこのリンクは一度だけ使えます。期限：" + until + "\n" + ending(purpose);
}

// Why there is no link, and what to do instead.
std::string refusal_text(const Asked& asked, const std::string& what, const AccountWords& words,
                         const std::string& pages) {
    const auto begun = what + "のお申し込みを受け付けましたが、このメールアドレスは";
    const auto end = ending(words_of(asked.purpose));
    if (asked.purpose == LinkPurpose::registration)
        return begun + "登録済みです。\n\n下のページからログインしてください。\n" + pages + "/login\n" + end;
    if (asked.purpose == LinkPurpose::mail_change)
        return begun + "、すでに" + std::string(words.registration) + "で使われています。変更はできません。\n" + end;
    return begun +
           "登録されていないか、利用が止められています。\n\n"
           "別のメールアドレスで登録されていないか、お確かめください。登録がまだのときは、"
           "下のページからお申し込みください。\n" +
           pages + "/register\n" + end;
}

// Whether the address can have what was asked for.
bool gets_link(const Asked& asked) {
    const bool lets_in = asked.purpose == LinkPurpose::password_reset || asked.purpose == LinkPurpose::login;
    return asked.known == lets_in;
}

}  // namespace

Result<Message> LinkMail::translate(const Message& message) const {
    const auto asked = read_asked(message, key_);
    if (!asked) return asked.error();
    const auto words = words_of(asked->kind);
    const auto purpose = words_of(asked->purpose);
    const bool registration = asked->purpose == LinkPurpose::registration;
    const auto pages = base_url_ + std::string(words.pages);
    const std::string what(registration ? words.registration : purpose.asked);
    const auto subject = registration ? what + "のご案内" : std::string(purpose.subject);
    const auto url = pages + std::string(purpose.page) + "?token=" + key_.link_token(asked->seed);
    const auto until = minute_in_japan(asked->expires_at);
    const auto text = asked->purpose == LinkPurpose::invitation ? invitation_text(purpose, url, until)
                      : gets_link(*asked)                       ? link_text(what, registration, purpose, url, until)
                                                                : refusal_text(*asked, what, words, pages);
    return account_mail(message, clock_, asked->mail, subject, text);
}

}  // namespace hub::accounts
