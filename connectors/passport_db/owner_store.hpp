#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/owners/owner_store.hpp"

namespace hub::passport_db {

// hub::owners::OwnerStore on the tables owner and owner_shop.
class OwnerStore final : public owners::OwnerStore {
public:
    explicit OwnerStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    Result<std::int64_t> register_owner(UnitOfWork& unit_of_work, const std::string& mail,
                                        const owners::BusinessProfile& profile, const std::string& password_hash,
                                        WallTime now) override;
    Result<owners::Owner> find_owner(UnitOfWork& unit_of_work, std::int64_t owner_id) override;
    Result<void> change_profile(UnitOfWork& unit_of_work, std::int64_t owner_id, const owners::BusinessProfile& profile,
                                WallTime now) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
