#pragma once

#include "handlers/accounts/account_services.hpp"
#include "router/core/form_check.hpp"

// How an account's owner comes to another password.
namespace hub::accounts {

// member.reset_password {"token", "password"}: with a mailed link of the purpose password_reset; every session of the
// account ends, the link is used, the owner is told by mail: {}. Errors: those of AccountStore::find_link(); invalid
// "accounts.invalid" for a password against the rules; throttled; transient "passwords.busy".
class ResetPasswordHandler final : public KindHandler, public FormCheck {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

// member.change_password {"password", "new_password"}: of whoever is logged in, by the password of now; the other
// sessions end, the owner is told by mail: {"ended"}. Errors as prove_password() and those of a password against the
// rules.
class ChangePasswordHandler final : public AccountHandler, public FormCheck {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::accounts
