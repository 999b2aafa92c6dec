#pragma once

#include "handlers/owners/owner_services.hpp"
#include "tests/unit/accounts/account_fixture.hpp"

namespace hub::owners {

// Owners in memory: one, that everybody who registers becomes.
class MemoryOwners final : public OwnerStore {
public:
    Result<std::int64_t> register_owner(UnitOfWork&, const std::string& mail, const BusinessProfile& profile,
                                        const std::string&, WallTime) override {
        owner = {3, mail, {}, profile, {{7, "ことり食堂 梅田店"}}};
        return owner.owner_id;
    }
    Result<Owner> find_owner(UnitOfWork&, std::int64_t) override { return owner; }
    Result<void> change_profile(UnitOfWork&, std::int64_t, const BusinessProfile& profile, WallTime) override {
        owner.profile = profile;
        return Result<void>::success();
    }
    Owner owner;
};

}  // namespace hub::owners
