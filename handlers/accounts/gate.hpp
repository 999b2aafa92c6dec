#pragma once

#include "handlers/accounts/sessions.hpp"
#include "router/core/handler.hpp"

namespace hub::accounts {

// Stands before a handler and lets those through who may ask it (see authority.hpp). Errors: unauthenticated
// "session.missing" for a visitor, forbidden "accounts.forbidden" for an account whose role may not.
class Gate final : public Handler {
public:
    // Both must outlive it.
    Gate(Handler& behind, Sessions& sessions) : behind_(behind), sessions_(sessions) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    Handler& behind_;
    Sessions& sessions_;
};

}  // namespace hub::accounts
