#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "handlers/owners/business_profile.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about owners need of a database, in the words of the domain. What is personal here is never logged.
namespace hub::owners {

struct OwnedShop {
    std::int64_t shop_id = 0;
    std::string name;
};

struct Owner {
    std::int64_t owner_id = 0;
    std::string mail;
    WallTime registered_at{};
    BusinessProfile profile;
    std::vector<OwnedShop> shops;  // by their numbers
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class OwnerStore {
public:
    virtual ~OwnerStore() = default;

    // Makes an address an owner; the owner's id. Error: conflict "owners.already_registered".
    virtual Result<std::int64_t> register_owner(UnitOfWork& unit_of_work, const std::string& mail,
                                                const BusinessProfile& profile, const std::string& password_hash,
                                                WallTime now) = 0;

    // Error: session_missing(), unless the owner is active.
    virtual Result<Owner> find_owner(UnitOfWork& unit_of_work, std::int64_t owner_id) = 0;

    // Error: as find_owner().
    virtual Result<void> change_profile(UnitOfWork& unit_of_work, std::int64_t owner_id, const BusinessProfile& profile,
                                        WallTime now) = 0;
};

}  // namespace hub::owners
