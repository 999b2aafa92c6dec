#pragma once

#include "handlers/accounts/proof.hpp"
#include "router/core/form_check.hpp"

namespace hub::accounts {

// Whose mail address and password a message {"mail", "password"} holds. Errors: unauthenticated
// "accounts.login_refused" with the same words and after the same work for a wrong password and for an address that no
// account of the kind has; throttled "request.too_many"; transient "passwords.busy".
boost::asio::awaitable<Result<Proof>> prove_login(AccountServices& services, AccountKind kind, Message message,
                                                  Deadline deadline);

// member.login, and so on for the other kinds, {"mail", "password"}: admits the account (see admit()). Errors as
// those of prove_login().
class LoginHandler final : public KindHandler, public FormCheck {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::accounts
