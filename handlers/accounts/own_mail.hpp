#pragma once

#include "handlers/accounts/account_services.hpp"
#include "router/core/form_check.hpp"

// How an account's owner comes to another mail address.
namespace hub::accounts {

// member.change_mail {"mail", "password"}: of whoever is logged in: mails a link to the new address, or the word that
// it has an account; the address of now is told either way: {"expires_in_s"}, the same whoever has the new address.
// Errors as prove_password().
class ChangeMailHandler final : public AccountHandler, public FormCheck {
public:
    using AccountHandler::AccountHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

// member.confirm_mail {"token"}: with the mailed link: the address changes, every session of the account ends but the
// asking one, the address before is told: {}. Errors: those of AccountStore::find_link() and of set_mail(); throttled.
class ConfirmMailHandler final : public KindHandler {
public:
    using KindHandler::KindHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

}  // namespace hub::accounts
