#pragma once

#include "handlers/staff/staff_services.hpp"

// Staff log in in two steps: mail address and password, then always a code of the authenticator app or a recovery code.
namespace hub::staff {

inline constexpr std::chrono::minutes kTicketLife{10};

// staff.login {"mail", "password"}: {"ticket", "expires_in_s"}. Errors: those of accounts::prove_password().
class LoginHandler final : public StaffHandler {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// staff.second_step {"ticket", "code"}: begins a session (see accounts::begin_session()). Errors: unauthenticated
// "accounts.ticket_over" when the first step has to be taken again, unauthenticated "accounts.login_refused" for a
// wrong code; throttled "request.too_many".
class SecondStepHandler final : public StaffHandler {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::staff
