#include "handlers/accounts/admission.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/begin_session.hpp"
#include "handlers/accounts/own_access.hpp"
#include "handlers/accounts/second_step.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Whoever knows a password cannot fill its owner's mailbox with codes.
constexpr AttemptRule kMailedCodes{5, 1min, 10min, 1h};

Error wrong_code() {
    return {ErrorKind::unauthenticated, "accounts.login_refused",
            "コードが違うか、使えなくなっています。メールのコードは10分間、5回までです。"
            "新しいコードは、はじめからログインすると届きます。"};
}

std::string code_data(AccountKind kind, const std::string& mail, const std::string& seed, WallTime expires_at) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", name_of(kind));
    writer.member("mail", mail);
    writer.member("seed", seed);
    writer.member("expires_at", to_rfc3339(expires_at));
    writer.end_object();
    return writer.take();
}

asio::awaitable<Result<void>> mail_code(AccountServices& services, Account account, Message cause, Deadline deadline) {
    std::vector<AttemptKey> tries{{by_account(services, "mailed_code", account), kMailedCodes}};
    const auto wait = co_await services.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    Transactions::Job job = [&services, account, seed = new_token(),
                             cause = std::move(cause)](UnitOfWork& unit_of_work) -> Result<void> {
        const auto access = services.accounts.find_access(unit_of_work, account);
        if (!access) return ticket_over();
        const auto expires_at = services.clock.wall() + kTicketLife;
        services.second_steps.keep_code(unit_of_work, account,
                                        {code_digest(services, account, services.key.mailed_code(seed)), expires_at});
        auto asked = make_message_from(cause, services.clock, "/handlers/accounts", "account.code_asked",
                                       code_data(account.kind, access->mail, seed, expires_at));
        asked.subject = address_subject(services, access->mail);
        unit_of_work.publish(std::move(asked));
        return Result<void>::success();
    };
    const auto done = co_await services.transactions.run(std::move(job), deadline);
    co_return done;
}

// A login that waits for its second step.
struct FirstStep {
    SecondStepMethod method = SecondStepMethod::mail;
    std::string password_hash;
};

SharedText second_step_answer(const AccountServices& services, Account account, const FirstStep& first) {
    json::Writer writer;
    writer.begin_object();
    writer.member("second_step", name_of(first.method));
    writer.member("ticket",
                  new_ticket(services, {account, {}, alias_of_password(services, first.password_hash)}, kTicketLife));
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> admit(AccountServices& services, Account account, Message message,
                                          Deadline deadline) {
    std::function<Result<std::optional<FirstStep>>(UnitOfWork&)> work =
        [&services, account](UnitOfWork& unit_of_work) -> Result<std::optional<FirstStep>> {
        const auto step = services.second_steps.find_second_step(unit_of_work, account);
        if (!step) return std::optional<FirstStep>();
        auto access = services.accounts.find_access(unit_of_work, account);
        if (!access) return ticket_over();
        return std::optional(FirstStep{step->method, std::move(access->password_hash)});
    };
    const auto step = co_await in_transaction(services.transactions, std::move(work), deadline);
    if (!step) co_return step.error();
    if (!*step) {
        auto beginning = begin_session(services, account, std::move(message), deadline);
        auto begun = co_await std::move(beginning);
        co_return begun;
    }
    if ((*step)->method == SecondStepMethod::mail) {
        auto mailing = mail_code(services, account, std::move(message), deadline);
        const auto mailed = co_await std::move(mailing);
        if (!mailed) co_return mailed.error();
    }
    co_return second_step_answer(services, account, **step);
}

asio::awaitable<Result<SharedText>> LoginByLinkHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const auto wait = co_await take_token_try(services_, message, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    std::function<Result<Account>(UnitOfWork&)> work =
        [this, digest = digest_of(document->root().string("token").value_or(""))](
            UnitOfWork& unit_of_work) -> Result<Account> {
        const auto link =
            services_.accounts.use_link(unit_of_work, kind_, LinkPurpose::login, digest, services_.clock.wall());
        if (!link) return link.error();
        const auto id = services_.accounts.find_account(unit_of_work, kind_, link->mail);
        if (!id) return unknown_link();
        return Account{kind_, *id};
    };
    const auto account = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!account) co_return account.error();
    co_await give_token_try_back(services_, message, deadline);
    auto admitting = admit(services_, *account, std::move(message), deadline);
    auto admitted = co_await std::move(admitting);
    co_return admitted;
}

asio::awaitable<Result<SharedText>> LoginCodeHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    const auto ticket = reader.text("ticket");
    const auto code = plain_code(reader.text("code"));
    if (code.empty()) reader.wrong("code", "コードを指定してください。");
    if (!reader.ok()) co_return reader.problems();
    const auto held = read_ticket(services_, ticket);
    if (!held || held->account.kind != kind_ || !held->secret.empty()) co_return ticket_over();
    const auto account = held->account;
    const auto key = by_account(services_, "code", account);
    const auto source = by_source(services_, message, "code", kGuessesOfSource);
    std::vector<AttemptKey> tries{{key, kGuessesOfAccount}, source};
    const auto wait = co_await services_.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    std::function<Result<bool>(UnitOfWork&)> work = [this, ticket = *held,
                                                     code](UnitOfWork& unit_of_work) -> Result<bool> {
        const auto access = services_.accounts.find_access(unit_of_work, ticket.account);
        if (!access || alias_of_password(services_, access->password_hash) != ticket.password) return ticket_over();
        return use_any_code(services_, unit_of_work, ticket.account, code);
    };
    const auto right = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!right) co_return right.error();
    if (!*right) co_return wrong_code();
    co_await services_.attempts.succeeded(key, source.key, deadline);
    auto beginning = begin_session(services_, account, std::move(message), deadline);
    auto begun = co_await std::move(beginning);
    co_return begun;
}

}  // namespace hub::accounts
