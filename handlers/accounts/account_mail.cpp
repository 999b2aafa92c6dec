#include "handlers/accounts/account_mail.hpp"

#include "router/core/japanese_time.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {

Message account_mail(const Message& cause, const Clock& clock, std::string_view address, std::string_view subject,
                     std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    writer.key("to");
    writer.begin_array();
    writer.begin_object();
    writer.member("address", address);
    writer.end_object();
    writer.end_array();
    writer.member("subject", "【パスポート】" + std::string(subject));
    writer.member("text", "大阪府子育て・結婚応援パスポート事務局です。\n" + std::string(text) +
                              "\nこのメールは送信専用です。\n\n"
                              "大阪府子育て・結婚応援パスポート事務局\n");
    writer.member("kind", "transactional");
    writer.end_object();
    auto mail = make_message_from(cause, clock, "/handlers/accounts", "mail.send", writer.take());
    mail.subject = cause.subject;
    return mail;
}

std::string minute_in_japan(WallTime at) { return japanese_text(at).substr(0, 16) + "（日本時間）"; }

}  // namespace hub::accounts
