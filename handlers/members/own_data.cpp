#include "handlers/members/own_data.hpp"

#include "handlers/members/profile.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;

SharedText reply_of(json::Writer& writer) { return std::make_shared<const std::string>(writer.take()); }

SharedText write_member(const Member& member) {
    json::Writer writer;
    writer.begin_object();
    writer.member("user_id", member.user_id);
    writer.member("mail", member.mail);
    writer.member("registered_at", to_rfc3339(member.registered_at));
    write_profile(writer, member.profile);
    writer.end_object();
    return reply_of(writer);
}

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
    return reply_of(writer);
}

asio::awaitable<Result<Session>> asking(MemberServices& services, const Message& message, Deadline deadline) {
    return services.sessions.find(std::string(message.extension(kSession)), deadline);
}

}  // namespace

asio::awaitable<Result<SharedText>> MeHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await asking(services_, message, deadline);
    if (!session) co_return session.error();
    const auto reply = std::make_shared<SharedText>();
    Transactions::Job job = [this, reply, user_id = session->user_id](UnitOfWork& unit_of_work) -> Result<void> {
        const auto member = services_.members.find_member(unit_of_work, user_id);
        if (!member) return member.error();
        *reply = write_member(*member);
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return *reply;
}

asio::awaitable<Result<SharedText>> SessionListHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await asking(services_, message, deadline);
    if (!session) co_return session.error();
    const auto reply = std::make_shared<SharedText>();
    Transactions::Job job = [this, reply, session = *session](UnitOfWork& unit_of_work) {
        const auto all = services_.session_store.list(unit_of_work, session.user_id, services_.clock.wall());
        *reply = write_sessions(all, session.digest);
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    co_return *reply;
}

asio::awaitable<Result<SharedText>> EndSessionsHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await asking(services_, message, deadline);
    if (!session) co_return session.error();
    const auto ended = std::make_shared<int>(0);
    Transactions::Job job = [this, ended, user_id = session->user_id](UnitOfWork& unit_of_work) {
        *ended = services_.session_store.end_all(unit_of_work, user_id);
        return Result<void>::success();
    };
    const auto done = co_await services_.transactions.run(std::move(job), deadline);
    if (!done) co_return done.error();
    services_.sessions.forget_all(session->user_id);
    json::Writer writer;
    writer.begin_object();
    writer.member("ended", *ended);
    writer.end_object();
    co_return reply_of(writer);
}

}  // namespace hub::members
