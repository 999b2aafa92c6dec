#include "handlers/members/gate.hpp"

#include "handlers/members/authority.hpp"
#include "handlers/members/member_services.hpp"

namespace hub::members {

boost::asio::awaitable<Result<SharedText>> Gate::handle(Message message, Deadline deadline) {
    if (!may_ask(Role::visitor, message.type)) {
        std::string token(message.extension(kSession));
        const auto session = co_await sessions_.find(std::move(token), deadline);
        if (!session) co_return session.error();
        if (!may_ask(Role::member, message.type))
            co_return Error{ErrorKind::forbidden, "members.forbidden", "この操作を行う権限がありません。"};
    }
    auto asking = behind_.handle(std::move(message), deadline);
    auto reply = co_await std::move(asking);
    co_return reply;
}

}  // namespace hub::members
