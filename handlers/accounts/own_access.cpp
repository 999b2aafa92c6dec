#include "handlers/accounts/own_access.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/mail_seal.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr std::size_t kLongestPassword = 512;  // bytes
constexpr AttemptRule kTokensOfSource{60, 1s, 1min, 1h};
// Each sends mails, one of them to an address that somebody else may read.
constexpr AttemptRule kChangesOfAccount{5, 10min, 6h, 24h};

}  // namespace

std::string_view name_of(Notice notice) {
    switch (notice) {
        case Notice::password_changed: return "password_changed";
        case Notice::mail_change_asked: return "mail_change_asked";
        case Notice::mail_changed: return "mail_changed";
        case Notice::second_step_begun: return "second_step_begun";
        case Notice::second_step_lifted: return "second_step_lifted";
        case Notice::owner_left: return "owner_left";
        case Notice::second_step_ended: break;
    }
    return "second_step_ended";
}

std::optional<Notice> notice_of(std::string_view name) {
    for (const auto notice :
         {Notice::password_changed, Notice::mail_change_asked, Notice::mail_changed, Notice::second_step_begun,
          Notice::second_step_ended, Notice::second_step_lifted, Notice::owner_left})
        if (name == name_of(notice)) return notice;
    return std::nullopt;
}

void publish_notice(AccountServices& services, UnitOfWork& unit_of_work, const Message& cause, AccountKind kind,
                    const std::string& mail, Notice notice) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", name_of(kind));
    writer.member("mail", MailSeal(services.key).seal(mail));
    writer.member("notice", name_of(notice));
    // By this it is known as a letter of the account when the address is not the account's any more.
    if (notice == Notice::mail_changed || notice == Notice::mail_change_asked)
        writer.member("purpose", name_of(LinkPurpose::mail_change));
    writer.member("at", to_rfc3339(services.clock.wall()));
    writer.end_object();
    auto changed = make_message_from(cause, services.clock, "/handlers/accounts", "account.changed", writer.take());
    changed.subject = address_subject(services, mail);
    unit_of_work.publish(std::move(changed));
}

asio::awaitable<std::chrono::milliseconds> take_token_try(AccountServices& services, const Message& message,
                                                          Deadline deadline) {
    std::vector<AttemptKey> tries{by_source(services, message, "token", kTokensOfSource)};
    return services.attempts.take(std::move(tries), deadline);
}

asio::awaitable<void> give_token_try_back(AccountServices& services, const Message& message, Deadline deadline) {
    return services.attempts.succeeded({}, by_source(services, message, "token", kTokensOfSource).key, deadline);
}

asio::awaitable<std::chrono::milliseconds> take_change(AccountServices& services, Account account, Deadline deadline) {
    std::vector<AttemptKey> tries{{by_account(services, "change", account), kChangesOfAccount}};
    return services.attempts.take(std::move(tries), deadline);
}

asio::awaitable<Result<OwnAccess>> prove_password(AccountServices& services, Account account, std::string password,
                                                  AttemptKey source, Deadline deadline) {
    const auto key = by_account(services, "password", account);
    std::vector<AttemptKey> tries{{key, kGuessesOfAccount}, source};
    const auto wait = co_await services.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    auto turn = co_await services.passwords.turn(deadline);
    if (!turn) co_return turn.error();
    std::function<Result<OwnAccess>(UnitOfWork&)> work = [&services,
                                                          account](UnitOfWork& unit_of_work) -> Result<OwnAccess> {
        auto access = services.accounts.find_access(unit_of_work, account);
        if (!access) return session_missing();
        return std::move(*access);
    };
    auto access = co_await in_one_statement(services.transactions, std::move(work), deadline);
    if (!access) co_return access.error();
    auto checking = services.passwords.matches(std::move(*turn), std::move(password), access->password_hash, deadline);
    const auto matches = co_await std::move(checking);
    if (!matches) co_return matches.error();
    if (!*matches) co_return wrong_field("password", "パスワードが違います。");
    co_await services.attempts.succeeded(key, source.key, deadline);
    co_return std::move(*access);
}

Result<void> hold_proven(AccountServices& services, UnitOfWork& unit_of_work, Account account,
                         const std::string& password_hash) {
    if (!services.accounts.hold_password(unit_of_work, account, password_hash))
        return wrong_field("password", "パスワードは、いま変更されました。新しいほうを指定してください。");
    return Result<void>::success();
}

Result<std::string> read_password(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    auto password = reader.text("password");
    if (password.empty() || password.size() > kLongestPassword)
        reader.wrong("password", "パスワードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return password;
}

AttemptKey password_source(const AccountServices& services, const Message& message) {
    return by_source(services, message, "password", kGuessesOfSource);
}

std::string by_account(const AccountServices& services, std::string_view purpose, Account account) {
    return std::string(purpose) + ":" +
           services.key.alias(std::string(name_of(account.kind)) + " " + std::to_string(account.id));
}

Error wrong_field(std::string_view field, std::string_view problem) {
    return {ErrorKind::invalid,
            "accounts.invalid",
            "入力に誤りがあります。",
            {},
            {{"/" + std::string(field), std::string(problem)}}};
}

}  // namespace hub::accounts
