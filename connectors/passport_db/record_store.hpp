#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/members/record_store.hpp"

namespace hub::passport_db {

// hub::members::RecordStore on users, hub.account_link and hub.message.
class RecordStore final : public members::RecordStore {
public:
    explicit RecordStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    members::Records find(UnitOfWork& unit_of_work, std::int64_t user_id) override;
    bool erase(UnitOfWork& unit_of_work, std::int64_t user_id) override;
    std::string card_number(UnitOfWork& unit_of_work, std::int64_t user_id, const std::string& candidate) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
