#pragma once

#include "handlers/staff/owner_look_up.hpp"

namespace hub::passport_db {

// hub::staff::OwnerLookUp on the tables owner and owner_shop.
class OwnerLookUp final : public staff::OwnerLookUp {
public:
    std::vector<staff::FoundOwner> look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                           const staff::OwnerCriterion& criterion, const std::string& reason) override;
};

}  // namespace hub::passport_db
