#include "handlers/members/leaving.hpp"

#include "handlers/accounts/account_mail.hpp"
#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/mail_seal.hpp"
#include "handlers/accounts/own_access.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;

Message left_message(const Message& cause, const accounts::AccountServices& services, const std::string& mail) {
    json::Writer writer;
    writer.begin_object();
    writer.member("mail", accounts::MailSeal(services.key).seal(mail));
    writer.member("left_at", to_rfc3339(services.clock.wall()));
    writer.end_object();
    auto left = make_message_from(cause, services.clock, "/handlers/members", "member.left", writer.take());
    left.subject = accounts::address_subject(services, mail);
    return left;
}

std::string letter(WallTime left_at) {
    return "退会の手続きが終わりました。\n\n日時：" + accounts::minute_in_japan(left_at) +
           "\n\nメールアドレス、パスワード、お住まい、お子さま、ご希望、お気に入り、会員証の番号は消去しました。\n"
           "退会したことの記録と、メールをお送りした日時の記録は、個人が分からない形で残ります。\n"
           "このメールの宛先も、送り終わった日の夜（送れないときは一週間後）に消去します。\n\n"
           "お心当たりのない場合は、事務局へお問い合わせください。\n";
}

}  // namespace

asio::awaitable<Result<SharedText>> LeaveHandler::handle(Message message, Deadline deadline) {
    const auto password = accounts::read_password(message);
    if (!password) co_return password.error();
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    auto proving = accounts::prove_password(services_.accounts, session->account, *password,
                                            accounts::password_source(services_.accounts, message), deadline);
    const auto access = co_await std::move(proving);
    if (!access) co_return access.error();
    auto left = left_message(message, services_.accounts, access->mail);
    Transactions::Job job = [this, account = session->account, hash = access->password_hash,
                             left](UnitOfWork& unit_of_work) -> Result<void> {
        const auto held = accounts::hold_proven(services_.accounts, unit_of_work, account, hash);
        if (!held) return held;
        if (services_.records.erase(unit_of_work, account.id)) unit_of_work.publish(left);
        return Result<void>::success();
    };
    const auto done = co_await services_.accounts.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services_.accounts.sessions.forget_all(session->account);
    co_return accounts::nothing();
}

Result<Message> LeftMail::translate(const Message& message) const {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    Error problems{ErrorKind::invalid, "member.left_invalid", "the event member.left is incomplete"};
    const auto mail = accounts::MailSeal(key_).open(document->root().string("mail").value_or(""));
    if (!accounts::is_mail_address(mail))
        problems.fields.push_back({"/mail", "must be a mail address, sealed with our key"});
    const auto left_at = from_rfc3339(document->root().string("left_at").value_or(""));
    if (!left_at) problems.fields.push_back({"/left_at", "must be an RFC 3339 time"});
    if (!problems.fields.empty()) return problems;
    return accounts::account_mail(message, clock_, mail, "退会の手続きが終わりました", letter(*left_at));
}

}  // namespace hub::members
