#pragma once

#include "handlers/staff/staff_services.hpp"
#include "router/core/form_check.hpp"

// The accounts of staff, as administrators see and change them. What a change ends, ends at once here, and within the
// five seconds of Sessions elsewhere.
namespace hub::staff {

// staff.me {}: {"staff_id", "name", "mail", "role", "recovery_codes"}, the last how many are unused.
class MeHandler final : public StaffHandler {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// staff.list {}, audited as a reading: {"staff": [{"staff_id", "name", "mail", "role", "status", "invited_at",
// "last_login_at"?, "own"}]}.
class ListHandler final : public StaffHandler {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// staff.invite {"name", "mail", "role"}: mails an invitation: {"name", "mail", "role"}. Errors: those of
// read_invitation() and StaffStore::invite().
class InviteHandler final : public StaffHandler, public FormCheck {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

enum class StaffChange { invite_again, change_role, suspend, restore };

// staff.invite_again, staff.suspend, staff.restore {"staff_id"}, staff.change_role {"staff_id", "role"}: {"staff_id"}.
// Errors: those of the store's function of the name.
class ChangeHandler final : public StaffHandler {
public:
    ChangeHandler(StaffServices& services, StaffChange change) : StaffHandler(services), change_(change) {}
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;

private:
    const StaffChange change_;
};

}  // namespace hub::staff
