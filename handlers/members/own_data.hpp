#pragma once

#include "handlers/accounts/keyed_changes.hpp"
#include "handlers/members/member_services.hpp"
#include "router/core/form_check.hpp"

namespace hub::members {

// member.me {}: who is behind the message's session: {"user_id", "mail", "registered_at", the members of the profile,
// "current_consent_version"}.
class MeHandler final : public MemberHandler {
public:
    using MemberHandler::MemberHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// member.update {the members of a profile}: what the member says now, whole: what is left out is empty from now on:
// {"user_id"}. Errors: invalid "users.invalid" with every wrong field; those of MemberStore::update_member().
class UpdateHandler final : public MemberHandler, public FormCheck {
public:
    UpdateHandler(MemberServices& services, accounts::KeyedChanges& changes)
        : MemberHandler(services), changes_(changes) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    accounts::KeyedChanges& changes_;
};

}  // namespace hub::members
