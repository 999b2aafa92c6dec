#pragma once

#include "handlers/staff/staff_services.hpp"
#include "router/core/form_check.hpp"

namespace hub::staff {

// member.lift_second_step {"user_id", "reason"}, owner.lift_second_step {"owner_id", "reason"}: takes the second step
// of somebody's login away who has lost app, mailbox and recovery codes, ends their sessions, and tells them by mail:
// {}. Errors: invalid "staff.invalid" with every wrong field, those of StaffStore::lift_second_step().
class LiftSecondStepHandler final : public StaffHandler, public FormCheck {
public:
    // `kind`: member or owner.
    LiftSecondStepHandler(StaffServices& services, accounts::AccountKind kind) : StaffHandler(services), kind_(kind) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;

private:
    const accounts::AccountKind kind_;
};

}  // namespace hub::staff
