#pragma once

#include "handlers/accounts/account_services.hpp"
#include "handlers/accounts/keyed_changes.hpp"
#include "handlers/staff/staff_store.hpp"

namespace hub::staff {

// What the rules about staff work with. References outlive the handlers.
struct StaffServices {
    accounts::AccountServices& accounts;
    StaffStore& staff;
    accounts::KeyedChanges& changes;
};

// What the authenticator apps' secrets are sealed for.
inline constexpr char kAuthenticatorPurpose[] = "staff.authenticator";

// Who of staff asks, as the database has it now: a session is remembered for a while by workers that did not end it.
// Errors: forbidden "staff.not_allowed" when the person is not active any more or has another role than the session;
// those of StaffStore::find().
Result<StaffMember> find_asking(StaffServices& services, UnitOfWork& unit_of_work, const accounts::Session& session);

// A rule about staff. The services must outlive it.
class StaffHandler : public Handler {
public:
    explicit StaffHandler(StaffServices& services) : services_(services) {}

protected:
    StaffServices& services_;
};

}  // namespace hub::staff
