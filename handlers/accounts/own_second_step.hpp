#pragma once

#include "handlers/accounts/account_services.hpp"

// How whoever is logged in switches the second step of a login on and off.
namespace hub::accounts {

// member.second_step {}: {"method": "none" | "mail" | "authenticator", "recovery_codes": how many are left}.
class SecondStepHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.begin_second_step {"method", "password"}: "mail" counts at once: {"method", "recovery_codes": [ten, shown this
// once]}. "authenticator" answers what the app needs, and counts when it is confirmed: {"method", "secret", "uri",
// "ticket"}. Whatever there was before is replaced then. Errors as prove_password().
class BeginSecondStepHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.confirm_authenticator {"ticket", "code"}: the app has shown the code: {"method", "recovery_codes"}. A ticket
// counts once, and no longer than the password and the second step (or its absence) that there were when it was made.
// Errors: conflict "accounts.ticket_over", conflict "accounts.second_step_begun" when it was this one that began the
// second step, invalid "accounts.invalid" for a wrong "/code", unauthenticated "session.missing".
class ConfirmAuthenticatorHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.end_second_step {"password"}: {}, also when there is none; only then nobody is told. Errors as
// prove_password().
class EndSecondStepHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
