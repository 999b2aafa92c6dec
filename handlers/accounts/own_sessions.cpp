#include "handlers/accounts/own_sessions.hpp"

#include "router/core/in_transaction.hpp"
#include "router/core/json.hpp"

namespace hub::accounts {
namespace {

namespace asio = boost::asio;

SharedText write_sessions(const std::vector<Session>& sessions, const std::string& current) {
    json::Writer writer;
    writer.begin_object();
    writer.key("sessions");
    writer.begin_array();
    for (const auto& session : sessions) {
        writer.begin_object();
        writer.member("began_at", to_rfc3339(session.began_at));
        writer.member("seen_at", to_rfc3339(session.seen_at));
        writer.member("current", session.digest == current);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> SessionListHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work = [this, session = *session](UnitOfWork& unit_of_work) {
        const auto all = services_.session_store.list(unit_of_work, session.account, services_.clock.wall());
        return Result<SharedText>(write_sessions(all, session.digest));
    };
    auto reply = co_await in_transaction(services_.transactions, std::move(work), deadline);
    co_return reply;
}

asio::awaitable<Result<SharedText>> EndSessionsHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<int>(UnitOfWork&)> work = [this, account = session->account](UnitOfWork& unit_of_work) {
        return Result<int>(services_.session_store.end_all(unit_of_work, account));
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

asio::awaitable<Result<SharedText>> LogoutHandler::handle(Message message, Deadline deadline) {
    const std::string token(message.extension(kSession));
    if (is_token(token)) {
        const auto digest = digest_of(token);
        Transactions::Job job = [this, digest](UnitOfWork& unit_of_work) {
            services_.session_store.end(unit_of_work, digest);
            return Result<void>::success();
        };
        const auto done = co_await services_.transactions.run(std::move(job), deadline);
        if (!done) co_return done.error();
        services_.sessions.forget(digest);
    }
    co_return std::make_shared<const std::string>("{}");
}

}  // namespace hub::accounts
