#include "handlers/accounts/admission.hpp"

#include "handlers/accounts/ask_for_link.hpp"
#include "handlers/accounts/begin_session.hpp"
#include "handlers/accounts/mail_seal.hpp"
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

struct TypedCode {
    std::string ticket;
    std::string code;
};

Result<TypedCode> read_typed_code(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    TypedCode typed{reader.text("ticket"), plain_code(reader.text("code"))};
    if (typed.code.empty()) reader.wrong("code", "コードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return typed;
}

std::string code_data(AccountKind kind, const std::string& kept_mail, const std::string& seed, WallTime expires_at) {
    json::Writer writer;
    writer.begin_object();
    writer.member("kind", name_of(kind));
    writer.member("mail", kept_mail);
    writer.member("seed", seed);
    writer.member("expires_at", to_rfc3339(expires_at));
    writer.end_object();
    return writer.take();
}

asio::awaitable<Result<void>> mail_code(AccountServices& services, Proof proof, Message cause, Deadline deadline) {
    const auto account = proof.account;
    std::vector<AttemptKey> tries{{by_account(services, "mailed_code", account), kMailedCodes}};
    const auto wait = co_await services.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    Transactions::Job job = [&services, proof = std::move(proof), account, seed = new_token(),
                             cause = std::move(cause)](UnitOfWork& unit_of_work) -> Result<void> {
        const auto redeemed = redeem(services, unit_of_work, proof);
        if (!redeemed) return redeemed;
        const auto access = services.accounts.find_access(unit_of_work, account);
        if (!access) return session_missing();
        const auto expires_at = services.clock.wall() + kTicketLife;
        services.second_steps.keep_code(unit_of_work, account,
                                        {code_digest(services, account, services.key.mailed_code(seed)), expires_at});
        auto asked =
            make_message_from(cause, services.clock, "/handlers/accounts", "account.code_asked",
                              code_data(account.kind, MailSeal(services.key).seal(access->mail), seed, expires_at));
        asked.subject = address_subject(services, access->mail);
        asked.extensions[kExpiryTime] = to_rfc3339(expires_at);
        unit_of_work.publish(std::move(asked));
        return Result<void>::success();
    };
    const auto done = co_await services.transactions.run(std::move(job), deadline);
    co_return done;
}

asio::awaitable<Result<void>> redeem_now(AccountServices& services, Proof proof, Deadline deadline) {
    Transactions::Job job = [&services, proof = std::move(proof)](UnitOfWork& unit_of_work) {
        return redeem(services, unit_of_work, proof);
    };
    return services.transactions.run(std::move(job), deadline);
}

SharedText second_step_answer(SecondStepMethod method, const std::string& ticket) {
    json::Writer writer;
    writer.begin_object();
    writer.member("second_step", name_of(method));
    writer.member("ticket", ticket);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> admit(AccountServices& services, Proof proof, Message message, Deadline deadline) {
    std::function<Result<std::optional<SecondStep>>(UnitOfWork&)> work =
        [&services, account = proof.account](UnitOfWork& unit_of_work) {
            return Result<std::optional<SecondStep>>(services.second_steps.find_second_step(unit_of_work, account));
        };
    const auto step = co_await in_one_statement(services.transactions, std::move(work), deadline);
    if (!step) co_return step.error();
    if (!*step) {
        auto beginning = begin_session(services, std::move(proof), std::move(message), deadline);
        auto begun = co_await std::move(beginning);
        co_return begun;
    }
    const auto ticket =
        new_ticket(services, {proof.account, {}, alias_of_password(services, proof.password_hash)}, kTicketLife);
    const bool by_mail = (*step)->method == SecondStepMethod::mail;
    auto going_on = by_mail ? mail_code(services, std::move(proof), std::move(message), deadline)
                            : redeem_now(services, std::move(proof), deadline);
    const auto gone_on = co_await std::move(going_on);
    if (!gone_on) co_return gone_on.error();
    co_return second_step_answer((*step)->method, ticket);
}

asio::awaitable<Result<SharedText>> LoginByLinkHandler::handle(Message message, Deadline deadline) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const auto wait = co_await take_token_try(services_, message, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    std::function<Result<Proof>(UnitOfWork&)> work =
        [this,
         digest = digest_of(document->root().string("token").value_or(""))](UnitOfWork& unit_of_work) -> Result<Proof> {
        const auto link =
            services_.accounts.find_link(unit_of_work, kind_, LinkPurpose::login, digest, services_.clock.wall());
        if (!link) return link.error();
        const auto id = services_.accounts.find_account(unit_of_work, kind_, link->mail);
        if (!id) return unknown_link();
        const Account account{kind_, *id};
        const auto access = services_.accounts.find_access(unit_of_work, account);
        if (!access) return unknown_link();
        return Proof{account, access->password_hash, digest};
    };
    auto proof = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!proof) co_return proof.error();
    co_await give_token_try_back(services_, message, deadline);
    auto admitting = admit(services_, std::move(*proof), std::move(message), deadline);
    auto admitted = co_await std::move(admitting);
    co_return admitted;
}

std::vector<FieldProblem> LoginCodeHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_typed_code(message));
}

asio::awaitable<Result<SharedText>> LoginCodeHandler::handle(Message message, Deadline deadline) {
    const auto typed = read_typed_code(message);
    if (!typed) co_return typed.error();
    const auto held = read_ticket(services_, typed->ticket);
    if (!held || held->account.kind != kind_ || !held->secret.empty()) co_return ticket_over();
    const auto account = held->account;
    const auto key = by_account(services_, "code", account);
    const auto source = by_source(services_, message, "code", kGuessesOfSource);
    std::vector<AttemptKey> tries{{key, kGuessesOfAccount}, source};
    const auto wait = co_await services_.attempts.take(std::move(tries), deadline);
    if (wait.count() > 0) co_return too_many(wait);
    // A wrong code is no error of the transaction: the try stays counted.
    std::function<Result<std::optional<Proof>>(UnitOfWork&)> work =
        [this, ticket = *held, code = typed->code](UnitOfWork& unit_of_work) -> Result<std::optional<Proof>> {
        const auto access = services_.accounts.find_access(unit_of_work, ticket.account);
        if (!access || alias_of_password(services_, access->password_hash) != ticket.password) return ticket_over();
        if (!use_any_code(services_, unit_of_work, ticket.account, code)) return std::optional<Proof>();
        return std::optional(Proof{ticket.account, access->password_hash, {}});
    };
    const auto proof = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!proof) co_return proof.error();
    if (!*proof) co_return wrong_code();
    co_await services_.attempts.succeeded(key, source.key, deadline);
    auto beginning = begin_session(services_, **proof, std::move(message), deadline);
    auto begun = co_await std::move(beginning);
    co_return begun;
}

}  // namespace hub::accounts
