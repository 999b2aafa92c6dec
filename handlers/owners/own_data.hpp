#pragma once

#include "handlers/accounts/keyed_changes.hpp"
#include "handlers/owners/owner_services.hpp"
#include "router/core/form_check.hpp"

// What an owner asks about the own account; each is about whoever is behind the message's session.
namespace hub::owners {

// Writes into the object that is open: "owner_id", "mail", "registered_at", the members of the business profile,
// "shops".
void write_owner(json::Writer& writer, const Owner& owner);

// owner.me {}: {"owner_id", "mail", "registered_at", the members of the business profile, "current_consent_version",
// "shops": [{"shop_id", "name"}]}.
class MeHandler final : public OwnerHandler {
public:
    using OwnerHandler::OwnerHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// owner.update {the members of a business profile}: changes all of it; the answer is that of owner.me. Error: invalid
// "owners.invalid" with every wrong field.
class UpdateHandler final : public OwnerHandler, public FormCheck {
public:
    UpdateHandler(OwnerServices& services, accounts::KeyedChanges& changes)
        : OwnerHandler(services), changes_(changes) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    accounts::KeyedChanges& changes_;
};

}  // namespace hub::owners
