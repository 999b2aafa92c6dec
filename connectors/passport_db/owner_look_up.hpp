#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/staff/owner_look_up.hpp"

namespace hub::passport_db {

// hub::staff::OwnerLookUp on the tables owner and owner_shop.
class OwnerLookUp final : public staff::OwnerLookUp {
public:
    explicit OwnerLookUp(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    std::vector<staff::FoundOwner> look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                           const staff::OwnerCriterion& criterion, const std::string& reason) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
