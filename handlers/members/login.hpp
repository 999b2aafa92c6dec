#pragma once

#include "handlers/members/member_services.hpp"
#include "router/core/handler.hpp"

namespace hub::members {

// member.login {"mail", "password"}: begins a session: {"session", "session_seconds", "user_id"}. Errors:
// unauthenticated "users.login_refused" with the same words and after the same work for a wrong password and for an
// address that is no member's; throttled "request.too_many"; transient "passwords.busy".
class LoginHandler final : public Handler {
public:
    explicit LoginHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    boost::asio::awaitable<Result<SharedText>> begin(std::int64_t user_id, std::string before, Deadline deadline);
    MemberServices& services_;
};

// member.logout {}: ends the session that asks, if there is one: {}.
class LogoutHandler final : public Handler {
public:
    explicit LogoutHandler(MemberServices& services) : services_(services) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    MemberServices& services_;
};

}  // namespace hub::members
