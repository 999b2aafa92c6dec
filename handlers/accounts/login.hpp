#pragma once

#include "handlers/accounts/account_services.hpp"

namespace hub::accounts {

// member.login, and so on for the other kinds, {"mail", "password"}: admits the account (see admit()). Errors:
// unauthenticated "accounts.login_refused" with the same words and after the same work for a wrong password and for an
// address that no account of the kind has; throttled "request.too_many"; transient "passwords.busy".
class LoginHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
