#pragma once

#include "handlers/accounts/account_key.hpp"
#include "handlers/accounts/account_store.hpp"
#include "handlers/accounts/second_step_store.hpp"
#include "handlers/accounts/sessions.hpp"
#include "router/core/attempts.hpp"
#include "router/core/handler.hpp"
#include "router/core/passwords.hpp"

namespace hub::accounts {

// What the rules about accounts work with. References outlive the handlers.
struct AccountServices {
    AccountKey key;
    AccountStore& accounts;
    SessionStore& session_store;
    SecondStepStore& second_steps;
    Sessions& sessions;
    Passwords& passwords;
    Attempts& attempts;
    Transactions& transactions;
    const Clock& clock;
};

// A rule about every account. The services must outlive it.
class AccountHandler : public Handler {
public:
    explicit AccountHandler(AccountServices& services) : services_(services) {}

protected:
    AccountServices& services_;
};

// A rule that is the same for each kind of account, for one of them.
class KindHandler : public AccountHandler {
public:
    KindHandler(AccountServices& services, AccountKind kind) : AccountHandler(services), kind_(kind) {}

protected:
    const AccountKind kind_;
};

// The refusal of somebody who tries too often.
inline Error too_many(std::chrono::milliseconds wait) {
    return {ErrorKind::throttled, "request.too_many", "短い時間に送られた回数が多すぎます。少しお待ちください。", wait};
}

// Counts tries of one source for one purpose; the key names nobody.
AttemptKey by_source(const AccountServices& services, const Message& message, std::string_view purpose,
                     const AttemptRule& rule);

}  // namespace hub::accounts
