#include "handlers/accounts/gate.hpp"

#include "handlers/accounts/authority.hpp"

namespace hub::accounts {
namespace {

Error forbidden() { return {ErrorKind::forbidden, "accounts.forbidden", "この操作を行う権限がありません。"}; }

}  // namespace

boost::asio::awaitable<Result<void>> Gate::check(Message message, Deadline deadline) {
    if (!message.extension(kKey).empty()) {
        const auto key = co_await keys_.asking(message, deadline);
        if (!key) co_return key.error();
        if (!may_ask(Role::system, message.type) || !is_in_scopes(key->scopes, message.type)) co_return forbidden();
    } else {
        const auto session = co_await sessions_.asking(message, deadline);
        if (!session) co_return session.error();
        if (!may_ask(session->role, message.type)) co_return forbidden();
    }
    co_return Result<void>::success();
}

boost::asio::awaitable<Result<SharedText>> Gate::handle(Message message, Deadline deadline) {
    if (!may_ask(Role::visitor, message.type)) {
        auto checking = check(message, deadline);
        const auto checked = co_await std::move(checking);
        if (!checked) co_return checked.error();
    }
    auto asking = behind_.handle(std::move(message), deadline);
    auto reply = co_await std::move(asking);
    co_return reply;
}

}  // namespace hub::accounts
