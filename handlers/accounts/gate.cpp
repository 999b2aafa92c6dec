#include "handlers/accounts/gate.hpp"

#include "handlers/accounts/authority.hpp"

namespace hub::accounts {

boost::asio::awaitable<Result<SharedText>> Gate::handle(Message message, Deadline deadline) {
    if (!may_ask(Role::visitor, message.type)) {
        const auto session = co_await sessions_.asking(message, deadline);
        if (!session) co_return session.error();
        if (!may_ask(session->role, message.type))
            co_return Error{ErrorKind::forbidden, "accounts.forbidden", "この操作を行う権限がありません。"};
    }
    auto asking = behind_.handle(std::move(message), deadline);
    auto reply = co_await std::move(asking);
    co_return reply;
}

}  // namespace hub::accounts
