#pragma once

#include "handlers/accounts/proof.hpp"
#include "router/core/form_check.hpp"

// What follows on the first step of a login.
namespace hub::accounts {

// An account has proven itself by `message`: begins its session (see begin_session()), or, when it has a second step,
// asks for it: {"second_step": "mail" | "authenticator", "ticket"}; a code is mailed. Errors: those of redeem(),
// throttled "request.too_many" when too many codes were mailed; a link stays usable then.
boost::asio::awaitable<Result<SharedText>> admit(AccountServices& services, Proof proof, Message message,
                                                 Deadline deadline);

// member.login_by_link {"token"}: admits who holds a mailed link of the purpose login. Errors: those of
// AccountStore::find_link() and of admit().
class LoginByLinkHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.login_code {"ticket", "code"}: the second step, by a code of the authenticator, of the mail, or for recovery:
// begins a session. Errors: conflict "accounts.ticket_over" for a ticket that is none (any more), unauthenticated
// "accounts.login_refused" for a wrong code, throttled "request.too_many".
class LoginCodeHandler final : public KindHandler, public FormCheck {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::accounts
