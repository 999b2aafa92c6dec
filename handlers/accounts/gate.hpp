#pragma once

#include "handlers/accounts/api_keys.hpp"
#include "handlers/accounts/sessions.hpp"
#include "router/core/handler.hpp"

namespace hub::accounts {

// Stands before a handler and lets those through who may ask it (see authority.hpp). Errors: unauthenticated
// "session.missing" for a visitor and "key.unknown" for a key that is not good, forbidden "accounts.forbidden" for an
// account whose role may not and for a system whose key has no scope for it.
class Gate final : public Handler {
public:
    // All must outlive it.
    Gate(Handler& behind, Sessions& sessions, ApiKeys& keys) : behind_(behind), sessions_(sessions), keys_(keys) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    boost::asio::awaitable<Result<void>> check(Message message, Deadline deadline);

    Handler& behind_;
    Sessions& sessions_;
    ApiKeys& keys_;
};

}  // namespace hub::accounts
