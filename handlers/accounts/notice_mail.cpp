#include "handlers/accounts/notice_mail.hpp"

#include "handlers/accounts/account_mail.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/mail_seal.hpp"
#include "handlers/accounts/own_access.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

struct Addressed {
    AccountKind kind = AccountKind::member;
    std::string mail;
    WallTime at{};
};

// What both events say; what is wrong is added to `problems`.
Addressed read_addressed(const json::Value& data, const AccountKey& key, std::string_view time_name, Error& problems) {
    Addressed addressed;
    const auto kind = account_kind_of(data.string("kind").value_or(""));
    if (kind) addressed.kind = *kind;
    else problems.fields.push_back({"/kind", "must be a kind of account"});
    addressed.mail = MailSeal(key).open(data.string("mail").value_or(""));
    if (!is_mail_address(addressed.mail))
        problems.fields.push_back({"/mail", "must be a mail address, sealed with our key"});
    const auto at = from_rfc3339(data.string(time_name).value_or(""));
    if (at) addressed.at = *at;
    else problems.fields.push_back({"/" + std::string(time_name), "must be an RFC 3339 time"});
    return addressed;
}

struct NoticeWords {
    std::string_view subject;
    std::string_view done;
    std::string_view otherwise;  // what to do if it was somebody else
};

NoticeWords words_of(Notice notice) {
    switch (notice) {
        case Notice::password_changed:
            return {"パスワードを変更しました", "パスワードが変更されました。ほかの端末のログインは終わりました。",
                    "すぐに下のページからパスワードを再設定してください。"};
        case Notice::mail_change_asked:
            return {
                "メールアドレスの変更の申し込みがありました",
                "メールアドレスを変更する申し込みがありました。新しいメールアドレスで確かめられると、変更されます。",
                "すぐに下のページからパスワードを再設定してください。申し込みは取り消されます。"};
        case Notice::mail_changed:
            return {"メールアドレスを変更しました",
                    "登録のメールアドレスが変更されました。今後のお知らせは、新しいメールアドレスにお送りします。",
                    "すぐに事務局までお問い合わせください。"};
        case Notice::second_step_begun:
            return {"二段階ログインを設定しました", "二段階ログインが設定されました。",
                    "すぐに下のページからパスワードを再設定し、事務局までお問い合わせください。"};
        case Notice::second_step_lifted:
            return {"事務局が二段階ログインを解除しました",
                    "お問い合わせにより、事務局が二段階ログインを解除しました。ログインはすべて終わりました。"
                    "パスワードでログインして、もう一度設定してください。",
                    "すぐに下のページからパスワードを再設定し、事務局までお問い合わせください。"};
        case Notice::owner_left:
            return {
                "退会の手続きが終わりました",
                "協賛店ユーザの退会の手続きが終わりました。\n"
                "メールアドレス、パスワード、会社・団体と担当者の登録内容、協賛店との結び付き、まだ決まっていない申請は"
                "消去しました。\n"
                "公開している協賛店の情報は残ります。退会したことの記録と、メールをお送りした日時の記録は、個人が分から"
                "ない形で残ります。\nこのメールの宛先も、送り終わったあとに消去します。\n",
                "事務局までお問い合わせください。"};
        case Notice::second_step_ended: break;
    }
    return {"二段階ログインを解除しました", "二段階ログインが解除されました。",
            "すぐに下のページからパスワードを再設定してください。"};
}

// Whose address it was before, or who has left, can no longer reset the password.
std::string page_for(const std::string& pages, Notice notice) {
    return notice == Notice::mail_changed || notice == Notice::owner_left ? std::string()
                                                                          : pages + "/password/forgotten\n";
}

}  // namespace

Result<Message> NoticeMail::translate(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    Error problems{ErrorKind::invalid, "account.notice_invalid", "the event account.changed is incomplete"};
    const auto addressed = read_addressed(document->root(), key_, "at", problems);
    const auto notice = notice_of(document->root().string("notice").value_or(""));
    if (!notice) problems.fields.push_back({"/notice", "must be a notice"});
    if (!problems.fields.empty()) return problems;
    const auto words = words_of(*notice);
    const auto pages = base_url_ + std::string(words_of(addressed.kind).pages);
    return account_mail(message, clock_, addressed.mail, words.subject,
                        std::string(words.done) + "\n日時：" + minute_in_japan(addressed.at) +
                            "\n\nお心当たりのない場合は、" + std::string(words.otherwise) + "\n" +
                            page_for(pages, *notice));
}

Result<Message> CodeMail::translate(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    Error problems{ErrorKind::invalid, "account.code_invalid", "the event account.code_asked is incomplete"};
    const auto addressed = read_addressed(document->root(), key_, "expires_at", problems);
    const std::string seed(document->root().string("seed").value_or(""));
    if (!is_token(seed)) problems.fields.push_back({"/seed", "must be a token"});
    if (!problems.fields.empty()) return problems;
    return account_mail(message, clock_, addressed.mail, "ログインの確認コード",
                        "ログインの確認コードは、次のとおりです。\n\n" + key_.mailed_code(seed) +
                            "\n\n一度だけ使えます。期限：" + minute_in_japan(addressed.at) +
                            "\n\nお心当たりのない場合は、だれかがパスワードを知っているおそれがあります。"
                            "パスワードを変更し、このコードはだれにも知らせないでください。\n");
}

}  // namespace hub::accounts
