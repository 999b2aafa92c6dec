#pragma once

#include "handlers/members/member_services.hpp"
#include "router/core/form_check.hpp"

namespace hub::members {

// member.register {"token", "password", the members of a profile}: {"user_id"}. Errors: invalid "users.invalid" with
// every wrong field; those of MemberStore::register_member().
class RegisterHandler final : public MemberHandler, public FormCheck {
public:
    using MemberHandler::MemberHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::members
