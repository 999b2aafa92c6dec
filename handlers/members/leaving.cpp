#include "handlers/members/leaving.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/japanese_time.hpp"
#include "router/core/lower_case.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Counted with the tries to log in: whoever has got hold of a session cannot guess the password here either.
constexpr AttemptRule kByAccount{5, 1s, 5min, 1h};
constexpr std::size_t kLongestPassword = 512;  // bytes

Error wrong_password() {
    return {
        ErrorKind::invalid, "users.invalid", "入力に誤りがあります。", {}, {{"/password", "パスワードが違います。"}}};
}

Result<std::string> read_password(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "users.invalid");
    auto password = reader.text("password");
    if (password.empty() || password.size() > kLongestPassword)
        reader.wrong("password", "パスワードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return password;
}

struct Leaver {
    std::string mail;
    std::string password_hash;
};

asio::awaitable<Result<Leaver>> find_leaver(RecordServices& services, std::int64_t user_id, Deadline deadline) {
    std::function<Result<Leaver>(UnitOfWork&)> work = [&services, user_id](UnitOfWork& unit_of_work) -> Result<Leaver> {
        const auto member = services.members.find_member(unit_of_work, user_id);
        if (!member) return member.error();
        const auto credentials =
            services.accounts.accounts.find_credentials(unit_of_work, accounts::AccountKind::member, member->mail);
        return Leaver{member->mail, credentials ? credentials->password_hash : std::string()};
    };
    return in_transaction(services.accounts.transactions, std::move(work), deadline);
}

Message left_message(const Message& cause, const Clock& clock, const std::string& mail, std::string subject) {
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", mail);
    writer.member("left_at", to_rfc3339(clock.wall()));
    writer.end_object();
    auto left = make_message_from(cause, clock, "/handlers/members", "member.left", writer.take());
    left.subject = std::move(subject);
    return left;
}

std::string letter(WallTime left_at) {
    return "大阪府子育て・結婚応援パスポート事務局です。\n退会の手続きが終わりました。\n\n日時：" +
           japanese_text(left_at).substr(0, 16) +
           "（日本時間）\n\n"
           "メールアドレス、パスワード、お住まい、お子さま、ご希望、お気に入り、会員証の番号は消去しました。\n"
           "退会したことの記録と、メールをお送りした日時の記録は、個人が分からない形で残ります。\n"
           "このメールの宛先も、送り終わったあとに消去します。\n\n"
           "お心当たりのない場合は、事務局へお問い合わせください。\n"
           "このメールは送信専用です。\n\n"
           "大阪府子育て・結婚応援パスポート事務局\n";
}

}  // namespace

asio::awaitable<Result<SharedText>> LeaveHandler::handle(Message message, Deadline deadline) {
    const auto password = read_password(message);
    if (!password) co_return password.error();
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto leaver = co_await find_leaver(services_, session->account.id, deadline);
    if (!leaver) co_return leaver.error();
    const auto alias = services_.accounts.key.alias(lower_case(leaver->mail));
    std::vector<AttemptKey> tries{{"member:" + alias, kByAccount}};
    const auto wait = co_await services_.accounts.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return accounts::too_many(wait);
    auto checking = services_.accounts.passwords.matches(*password, leaver->password_hash, deadline);
    const auto matches = co_await std::move(checking);
    if (!matches) co_return matches.error();
    if (!*matches) co_return wrong_password();
    const auto subject = accounts::address_subject(services_.accounts, leaver->mail);
    auto left = left_message(message, services_.accounts.clock, leaver->mail, subject);
    Transactions::Job job = [this, user_id = session->account.id, subject, left](UnitOfWork& unit_of_work) {
        if (services_.records.erase(unit_of_work, user_id, subject)) unit_of_work.publish(left);
        return Result<void>::success();
    };
    const auto done = co_await services_.accounts.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services_.accounts.sessions.forget_all(session->account);
    co_return std::make_shared<const std::string>("{}");
}

Result<Message> LeftMail::translate(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    Error problems{ErrorKind::invalid, "member.left_invalid", "the event member.left is incomplete"};
    const std::string mail(document->root().string("mail").value_or(""));
    if (!accounts::is_mail_address(mail)) problems.fields.push_back({"/mail", "must be a mail address"});
    const auto left_at = from_rfc3339(document->root().string("left_at").value_or(""));
    if (!left_at) problems.fields.push_back({"/left_at", "must be an RFC 3339 time"});
    if (!problems.fields.empty()) return problems;
    json::Writer writer;
    writer.begin_object();
    writer.key("to");
    writer.begin_array();
    writer.begin_object();
    writer.member("address", mail);
    writer.end_object();
    writer.end_array();
    writer.member("subject", "【パスポート】退会の手続きが終わりました");
    writer.member("text", letter(*left_at));
    writer.member("kind", "transactional");
    writer.end_object();
    auto letter_message = make_message_from(message, clock_, "/handlers/members", "mail.send", writer.take());
    letter_message.subject = message.subject;
    return letter_message;
}

}  // namespace hub::members
