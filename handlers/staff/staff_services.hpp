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

// A rule about staff. The services must outlive it.
class StaffHandler : public Handler {
public:
    explicit StaffHandler(StaffServices& services) : services_(services) {}

protected:
    StaffServices& services_;
};

}  // namespace hub::staff
