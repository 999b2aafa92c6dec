#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/owners/record_store.hpp"

namespace hub::passport_db {

// hub::owners::RecordStore on owner, shop_temp, hub.account_link and hub.message.
class OwnerRecordStore final : public owners::RecordStore {
public:
    explicit OwnerRecordStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    owners::Records find(UnitOfWork& unit_of_work, std::int64_t owner_id) override;
    bool erase(UnitOfWork& unit_of_work, std::int64_t owner_id) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
