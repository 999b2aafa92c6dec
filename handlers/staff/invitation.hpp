#pragma once

#include "handlers/staff/staff_services.hpp"
#include "router/core/form_check.hpp"

// How somebody becomes staff: invited by an administrator, by a mailed link, with an authenticator app.
namespace hub::staff {

// What a message or a command line says about who shall be invited; `invalid` "staff.invalid" with every wrong field.
Result<Invitation> read_invitation(const Message& message);

// Invites, as `asked_by`, and publishes account.link_asked because of `cause` unless the link is `printed` instead. The
// link's token. Errors: those of StaffStore::invite(); conflict "staff.taken" also for a name that is read as
// somebody's.
Result<std::string> invite(StaffStore& store, UnitOfWork& unit_of_work, const accounts::AccountKey& key,
                           const Clock& clock, const Message& cause, const std::string& asked_by,
                           const Invitation& invitation, bool printed = false);

// The same for who lost password, authenticator or link. Errors: those of StaffStore::invite_again().
Result<std::string> invite_again(StaffStore& store, UnitOfWork& unit_of_work, const accounts::AccountKey& key,
                                 const Clock& clock, const Message& cause, const std::string& asked_by,
                                 std::int64_t staff_id, bool printed = false);

// staff.invitation {"token"}: who is invited, and a new secret for the authenticator app, which counts when it comes
// back: {"name", "mail", "role", "expires_at", "setup", "authenticator_uri", "typed_secret"}. Errors: those of
// AccountStore::find_link().
class InvitationHandler final : public StaffHandler {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
};

// staff.accept {"token", "password", "setup", "code"}: takes the account over: {"staff_id", "recovery_codes"}. Errors:
// invalid "staff.invalid" with every wrong field; those of AccountStore::use_link().
class AcceptHandler final : public StaffHandler, public FormCheck {
public:
    using StaffHandler::StaffHandler;
    boost::asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override;
    std::vector<FieldProblem> wrong_fields(const Message& message) const override;
};

}  // namespace hub::staff
