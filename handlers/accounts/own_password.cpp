#include "handlers/accounts/own_password.hpp"

#include "handlers/accounts/credential_rules.hpp"
#include "handlers/accounts/own_access.hpp"
#include "handlers/catalog/field_reader.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

struct Reset {
    std::string token;
    std::string password;
};

Result<Reset> read_reset(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    Reset reset{reader.text("token"), reader.text("password")};
    if (const auto problem = password_problem(reset.password, {}); !problem.empty())
        reader.wrong("password", std::string(problem));
    if (!reader.ok()) return reader.problems();
    return reset;
}

struct Change {
    std::string password;
    std::string wanted;
};

Result<Change> read_change(const Message& message) {
    const auto document = json::Document::parse(message.data_text());
    if (!document) return document.error();
    catalog::FieldReader reader(document->root(), "accounts.invalid");
    Change change{reader.text("password"), reader.text("new_password")};
    if (change.password.empty()) reader.wrong("password", "いまのパスワードを指定してください。");
    if (const auto problem = password_problem(change.wanted, {}); !problem.empty())
        reader.wrong("new_password", std::string(problem));
    else if (change.wanted == change.password)
        reader.wrong("new_password", "いまのパスワードと違うものを指定してください。");
    if (!reader.ok()) return reader.problems();
    return change;
}

Result<Account> account_of(AccountServices& services, UnitOfWork& unit_of_work, AccountKind kind,
                           const Result<Link>& link) {
    if (!link) return link.error();
    const auto id = services.accounts.find_account(unit_of_work, kind, link->mail);
    if (!id) return unknown_link();
    return Account{kind, *id};
}

struct Owned {
    Account account;
    std::string mail;
};

// Whose link it is, which stays usable.
asio::awaitable<Result<Owned>> find_owner(AccountServices& services, AccountKind kind, std::string token,
                                          Deadline deadline) {
    std::function<Result<Owned>(UnitOfWork&)> work =
        [&services, kind, digest = digest_of(token)](UnitOfWork& unit_of_work) -> Result<Owned> {
        const auto link =
            services.accounts.find_link(unit_of_work, kind, LinkPurpose::password_reset, digest, services.clock.wall());
        const auto account = account_of(services, unit_of_work, kind, link);
        if (!account) return account.error();
        return Owned{*account, link->mail};
    };
    return in_transaction(services.transactions, std::move(work), deadline);
}

}  // namespace

std::vector<FieldProblem> ResetPasswordHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_reset(message));
}

asio::awaitable<Result<SharedText>> ResetPasswordHandler::handle(Message message, Deadline deadline) {
    const auto reset = read_reset(message);
    if (!reset) co_return reset.error();
    // Before the costly hash: whoever has no link is slowed, and gets no further.
    const auto wait = co_await take_token_try(services_, message, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    const auto owned = co_await find_owner(services_, kind_, reset->token, deadline);
    if (!owned) co_return owned.error();
    if (const auto problem = password_problem(reset->password, owned->mail); !problem.empty())
        co_return wrong_field("password", problem);
    auto turn = co_await services_.passwords.turn(deadline);
    if (!turn) co_return turn.error();
    const auto hash = co_await services_.passwords.hash(std::move(*turn), reset->password, deadline);
    if (!hash) co_return hash.error();
    Transactions::Job job = [this, token = digest_of(reset->token), hash = *hash, owned = *owned,
                             message](UnitOfWork& unit_of_work) -> Result<void> {
        const auto now = services_.clock.wall();
        const auto used = services_.accounts.use_link(unit_of_work, kind_, LinkPurpose::password_reset, token, now);
        const auto account = account_of(services_, unit_of_work, kind_, used);
        if (!account) return account.error();
        services_.accounts.set_password(unit_of_work, *account, hash, now);
        services_.session_store.end_all(unit_of_work, *account);
        publish_notice(services_, unit_of_work, message, kind_, owned.mail, Notice::password_changed);
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services_.sessions.forget_all(owned->account);
    co_await give_token_try_back(services_, message, deadline);
    co_return nothing();
}

std::vector<FieldProblem> ChangePasswordHandler::wrong_fields(const Message& message) const {
    return wrong_fields_of(read_change(message));
}

asio::awaitable<Result<SharedText>> ChangePasswordHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto change = read_change(message);
    if (!change) co_return change.error();
    const auto source = password_source(services_, message);
    auto proving = prove_password(services_, session->account, change->password, source, deadline);
    const auto access = co_await std::move(proving);
    if (!access) co_return access.error();
    if (const auto problem = password_problem(change->wanted, access->mail); !problem.empty())
        co_return wrong_field("new_password", problem);
    const auto wait = co_await take_change(services_, session->account, deadline);
    if (wait.count() > 0) co_return too_many(wait);
    auto turn = co_await services_.passwords.turn(deadline);
    if (!turn) co_return turn.error();
    const auto hash = co_await services_.passwords.hash(std::move(*turn), change->wanted, deadline);
    if (!hash) co_return hash.error();
    std::function<Result<int>(UnitOfWork&)> work = [this, session = *session, hash = *hash, access = *access,
                                                    message](UnitOfWork& unit_of_work) -> Result<int> {
        const auto held = hold_proven(services_, unit_of_work, session.account, access.password_hash);
        if (!held) return held.error();
        services_.accounts.set_password(unit_of_work, session.account, hash, services_.clock.wall());
        publish_notice(services_, unit_of_work, message, session.account.kind, access.mail, Notice::password_changed);
        return services_.session_store.end_others(unit_of_work, session.account, session.digest);
    };
    const auto ended = co_await in_transaction(services_.transactions, std::move(work), deadline);
    if (!ended) co_return ended.error();
    services_.sessions.forget_all(session->account);
    json::Writer writer;
    writer.begin_object();
    writer.member("ended", *ended);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::accounts
