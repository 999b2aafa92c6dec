#pragma once

#include "handlers/accounts/account_services.hpp"
#include "handlers/owners/owner_store.hpp"

namespace hub::owners {

// What the rules about owners work with. References outlive the handlers.
struct OwnerServices {
    accounts::AccountServices& accounts;
    OwnerStore& owners;
};

// A rule about owners. The services must outlive it.
class OwnerHandler : public Handler {
public:
    explicit OwnerHandler(OwnerServices& services) : services_(services) {}

protected:
    OwnerServices& services_;
};

}  // namespace hub::owners
