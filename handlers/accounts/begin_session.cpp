#include "handlers/accounts/begin_session.hpp"

#include "router/core/json.hpp"

namespace hub::accounts {

boost::asio::awaitable<Result<SharedText>> begin_session(AccountServices& services, Proof proof, Message message,
                                                         Deadline deadline) {
    const auto token = new_token();
    const std::string before(message.extension(kSession));
    const auto account = proof.account;
    NewSession session{digest_of(token), account, services.clock.wall(), {}};
    if (is_token(before)) session.before = digest_of(before);
    Transactions::Job job = [&services, session, proof = std::move(proof)](UnitOfWork& unit_of_work) -> Result<void> {
        const auto redeemed = redeem(services, unit_of_work, proof);
        if (!redeemed) return redeemed;
        if (!services.session_store.begin(unit_of_work, session))
            return Error{ErrorKind::unauthenticated, "accounts.login_refused",
                         "このアカウントでは、いまログインできません。"};
        return Result<void>::success();
    };
    const auto done = co_await services.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services.sessions.forget(session.before);
    json::Writer writer;
    writer.begin_object();
    writer.member("session", token);
    writer.member("session_seconds", static_cast<std::int64_t>(std::chrono::seconds(life_of(account.kind)).count()));
    writer.member(id_name_of(account.kind), account.id);
    writer.end_object();
    co_return std::make_shared<const std::string>(writer.take());
}

}  // namespace hub::accounts
