#include "handlers/members/own_data.hpp"

#include "handlers/members/profile.hpp"
#include "router/core/in_transaction.hpp"

namespace hub::members {
namespace {

namespace asio = boost::asio;

SharedText write_member(const Member& member) {
    json::Writer writer;
    writer.begin_object();
    writer.member("user_id", member.user_id);
    writer.member("mail", member.mail);
    writer.member("registered_at", to_rfc3339(member.registered_at));
    write_profile(writer, member.profile);
    writer.end_object();
    return std::make_shared<const std::string>(writer.take());
}

}  // namespace

asio::awaitable<Result<SharedText>> MeHandler::handle(Message message, Deadline deadline) {
    const auto session = co_await services_.accounts.sessions.asking(message, deadline);
    if (!session) co_return session.error();
    std::function<Result<SharedText>(UnitOfWork&)> work =
        [this, user_id = session->account.id](UnitOfWork& unit_of_work) -> Result<SharedText> {
        const auto member = services_.members.find_member(unit_of_work, user_id);
        if (!member) return member.error();
        return write_member(*member);
    };
    auto reply = co_await in_transaction(services_.accounts.transactions, std::move(work), deadline);
    co_return reply;
}

}  // namespace hub::members
