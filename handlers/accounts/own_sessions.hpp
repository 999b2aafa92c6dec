#pragma once

#include "handlers/accounts/account_services.hpp"

// What whoever is logged in does with the sessions of the account.
namespace hub::accounts {

// account.sessions {}: {"sessions": [{"began_at", "seen_at", "current"}]}, the latest login first.
class SessionListHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// account.end_sessions {}: ends all sessions of the account, the asking one too: {"ended"}.
class EndSessionsHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// account.logout {}: ends the session that asks, if there is one: {}.
class LogoutHandler final : public AccountHandler {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
