#include "handlers/owners/leaving.hpp"

#include "handlers/accounts/own_access.hpp"

namespace hub::owners {
namespace {

namespace asio = boost::asio;

}  // namespace

asio::awaitable<Result<SharedText>> LeaveHandler::handle(Message message, Deadline deadline) {
    const auto password = accounts::read_password(message);
    if (!password) co_return password.error();
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    const auto source = accounts::password_source(services_.accounts, message);
    auto proving = accounts::prove_password(services_.accounts, session->account, *password, source, deadline);
    const auto access = co_await std::move(proving);
    if (!access) co_return access.error();
    Transactions::Job job = [this, account = session->account, access = *access,
                             message](UnitOfWork& unit_of_work) -> Result<void> {
        const auto held = accounts::hold_proven(services_.accounts, unit_of_work, account, access.password_hash);
        if (!held) return held;
        if (records_.erase(unit_of_work, account.id))
            accounts::publish_notice(services_.accounts, unit_of_work, message, account.kind, access.mail,
                                     accounts::Notice::owner_left);
        return Result<void>::success();
    };
    const auto done = co_await services_.accounts.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services_.accounts.sessions.forget_all(session->account);
    co_return accounts::nothing();
}

}  // namespace hub::owners
