#include "handlers/accounts/own_second_step.hpp"

#include "handlers/accounts/one_time_code.hpp"
#include "handlers/accounts/own_access.hpp"
#include "handlers/accounts/second_step.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

constexpr std::string_view kIssuer = "子育て・結婚応援パスポート";
// Of one ticket, until it is over anyway.
constexpr AttemptRule kConfirmedOnce{1, kSetupTicketLife, kSetupTicketLife, 2 * kSetupTicketLife};

struct Wish {
    std::string method;
    std::string password;
};

Result<Wish> read_wish(const Message& message, bool of_method) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    Wish wish{reader.text("method"), reader.text("password")};
    if (of_method && wish.method != name_of(SecondStepMethod::mail) &&
        wish.method != name_of(SecondStepMethod::authenticator))
        reader.wrong("method", "認証アプリかメールのどちらかを選んでください。");
    if (wish.password.empty()) reader.wrong("password", "パスワードを指定してください。");
    if (!reader.ok()) return reader.problems();
    return wish;
}

SharedText begun_answer(SecondStepMethod method, const std::vector<std::string>& codes) {
    json::Writer writer;
    writer.begin_object();
    writer.member("method", name_of(method));
    writer.key("recovery_codes");
    writer.begin_array();
    for (const auto& code : codes) writer.value(code);
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

// Whether whoever asks may still do so when it takes effect.
using StillMay = std::function<Result<void>(UnitOfWork& unit_of_work)>;

// A session is remembered for a while by workers that did not end it: this asks the database.
Result<void> has_session(AccountServices& services, UnitOfWork& unit_of_work, const Session& session) {
    if (!services.session_store.find(unit_of_work, session.digest, services.clock.wall())) return session_missing();
    return Result<void>::success();
}

StillMay by_password(AccountServices& services, const Session& session, const OwnAccess& access) {
    return [&services, session, hash = access.password_hash](UnitOfWork& unit_of_work) -> Result<void> {
        const auto held = hold_proven(services, unit_of_work, session.account, hash);
        if (!held) return held;
        return has_session(services, unit_of_work, session);
    };
}

Error already_begun() {
    return {ErrorKind::conflict, "accounts.second_step_begun",
            "この認証アプリでの二段階ログインは、もう始まっています。回復コードを控えていないときは、"
            "もう一度設定すると新しいものが表示されます。"};
}

// What is scanned begins a second step once, with the password and in place of the step that it was asked for with.
// `used`: it did so before, and the step may have ended since.
StillMay by_ticket(AccountServices& services, const Session& session, const Ticket& ticket, bool used) {
    return [&services, session, ticket, used](UnitOfWork& unit_of_work) -> Result<void> {
        const auto access = services.accounts.find_access(unit_of_work, session.account);
        if (!access || alias_of_password(services, access->password_hash) != ticket.password ||
            !services.accounts.hold_password(unit_of_work, session.account, access->password_hash))
            return ticket_over();
        const auto step = services.second_steps.find_second_step(unit_of_work, session.account);
        if (step && step->secret == ticket.secret) return already_begun();
        if (used || mark_of_step(step) != ticket.before) return ticket_over();
        return has_session(services, unit_of_work, session);
    };
}

// Stores the second step with new codes for recovery, and tells the owner.
asio::awaitable<Result<SharedText>> begin_second_step(AccountServices& services, Account account, NewSecondStep step,
                                                      StillMay still_may, Message cause, Deadline deadline) {
    const auto codes = new_recovery_codes();
    for (const auto& code : codes) step.recovery_digests.push_back(code_digest(services, account, plain_code(code)));
    step.began_at = services.clock.wall();
    const auto method = step.method;
    Transactions::Job job = [&services, account, step = std::move(step), still_may = std::move(still_may),
                             cause = std::move(cause)](UnitOfWork& unit_of_work) -> Result<void> {
        const auto may = still_may(unit_of_work);
        if (!may) return may;
        const auto access = services.accounts.find_access(unit_of_work, account);
        if (!access) return session_missing();
        services.second_steps.begin_second_step(unit_of_work, account, step);
        publish_notice(services, unit_of_work, cause, account.kind, access->mail, Notice::second_step_begun);
        return Result<void>::success();
    };
    const auto done = co_await services.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return begun_answer(method, codes);
}

// What the app needs. The secret is stored nowhere until it is confirmed: the ticket carries it, sealed.
SharedText authenticator_answer(const AccountServices& services, Account account, const OwnAccess& access,
                                const std::optional<SecondStep>& before) {
    const auto secret = new_authenticator_secret();
    const Ticket ticket{account, services.key.seal(kAuthenticatorSecret, secret),
                        alias_of_password(services, access.password_hash), mark_of_step(before)};
    json::Writer writer;
    writer.begin_object();
    writer.member("method", name_of(SecondStepMethod::authenticator));
    writer.member("secret", typed_secret(secret));
    writer.member("uri", authenticator_uri(kIssuer, access.mail, secret));
    writer.member("ticket", new_ticket(services, ticket, kSetupTicketLife));
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> SecondStepHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work = [this, account = session->account](UnitOfWork& unit_of_work) {
        const auto step = services_.second_steps.find_second_step(unit_of_work, account);
        json::Writer writer;
        writer.begin_object();
        writer.member("method", step ? name_of(step->method) : "none");
        writer.member("recovery_codes", step ? step->recovery_codes : 0);
        writer.end_object();
        return Result<SharedText>(std::make_shared<const std::string>(writer.take()));
    };
    auto reply = co_await in_transaction(services_.transactions, std::move(work), deadline);
    co_return reply;
}

asio::awaitable<Result<SharedText>> BeginSecondStepHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto wish = read_wish(message, true);
    if (!wish) co_return wish.error();
    const auto source = password_source(services_, message);
    auto proving = prove_password(services_, session->account, wish->password, source, deadline);
    const auto access = co_await std::move(proving);
    if (!access) co_return access.error();
    if (wish->method == name_of(SecondStepMethod::authenticator)) {
        std::function<Result<std::optional<SecondStep>>(UnitOfWork&)> work = [this, account = session->account](
                                                                                 UnitOfWork& unit_of_work) {
            return Result<std::optional<SecondStep>>(services_.second_steps.find_second_step(unit_of_work, account));
        };
        const auto before = co_await in_one_statement(services_.transactions, std::move(work), deadline);
        if (!before) co_return before.error();
        co_return authenticator_answer(services_, session->account, *access, *before);
    }
    const auto wait = co_await take_change(services_, session->account, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    auto still_may = by_password(services_, *session, *access);
    auto beginning =
        begin_second_step(services_, session->account, {}, std::move(still_may), std::move(message), deadline);
    auto begun = co_await std::move(beginning);
    co_return begun;
}

asio::awaitable<Result<SharedText>> ConfirmAuthenticatorHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto document = json::Document::parse(message.data_text());
    if (!document) co_return document.error();
    const auto ticket = read_ticket(services_, document->root().string("ticket").value_or(""));
    const auto secret =
        ticket ? services_.key.open(kAuthenticatorSecret, ticket->secret) : std::optional<std::string>();
    if (!secret || ticket->account != session->account) co_return ticket_over();
    const auto wait = co_await take_token_try(services_, message, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    const auto code = plain_code(document->root().string("code").value_or(""));
    const auto used = step_of_code(*secret, code, services_.clock.wall(), 0);
    if (!used)
        co_return wrong_field("code", "アプリに表示されている6桁のコードと違います。端末の時刻もお確かめください。");
    const auto change = co_await take_change(services_, session->account, deadline);
    if (change.count() > 0) co_return too_many(change);
    const auto once = "set_up:" + services_.key.alias(ticket->secret);
    std::vector<AttemptKey> uses{{once, kConfirmedOnce}};
    const auto again = co_await services_.attempts.take(std::move(uses), deadline);
    NewSecondStep step;
    step.method = SecondStepMethod::authenticator;
    step.secret = ticket->secret;
    step.last_step = *used;
    auto still_may = by_ticket(services_, *session, *ticket, again.count() > 0);
    auto beginning = begin_second_step(services_, session->account, std::move(step), std::move(still_may),
                                       std::move(message), deadline);
    auto begun = co_await std::move(beginning);
    // What failed on the way may be tried again.
    if (!begun && again.count() == 0) co_await services_.attempts.succeeded(once, {}, deadline);
    co_return begun;
}

asio::awaitable<Result<SharedText>> EndSecondStepHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto wish = read_wish(message, false);
    if (!wish) co_return wish.error();
    const auto source = password_source(services_, message);
    auto proving = prove_password(services_, session->account, wish->password, source, deadline);
    const auto access = co_await std::move(proving);
    if (!access) co_return access.error();
    const auto wait = co_await take_change(services_, session->account, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    auto still_may = by_password(services_, *session, *access);
    Transactions::Job job = [this, account = session->account, mail = access->mail, still_may = std::move(still_may),
                             message](UnitOfWork& unit_of_work) -> Result<void> {
        const auto may = still_may(unit_of_work);
        if (!may) return may;
        if (services_.second_steps.end_second_step(unit_of_work, account))
            publish_notice(services_, unit_of_work, message, account.kind, mail, Notice::second_step_ended);
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return nothing();
}

}  // namespace hub::accounts
