#pragma once

#include "handlers/owners/owner_services.hpp"
#include "router/core/form_check.hpp"

namespace hub::owners {

// owner.register {"token", "password", the members of a business profile}: {"owner_id"}. Errors: invalid
// "owners.invalid" with every wrong field; those of register_with_link() and of OwnerStore::register_owner().
class RegisterHandler final : public OwnerHandler, public FormCheck {
public:
    using OwnerHandler::OwnerHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::owners
