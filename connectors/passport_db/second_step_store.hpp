#pragma once

#include "handlers/accounts/second_step_store.hpp"

namespace hub::passport_db {

// hub::accounts::SecondStepStore on the table hub.second_step.
class SecondStepStore final : public accounts::SecondStepStore {
public:
    std::optional<accounts::SecondStep> find_second_step(UnitOfWork& unit_of_work, accounts::Account account) override;
    void begin_second_step(UnitOfWork& unit_of_work, accounts::Account account,
                           const accounts::NewSecondStep& step) override;
    bool end_second_step(UnitOfWork& unit_of_work, accounts::Account account) override;
    void keep_code(UnitOfWork& unit_of_work, accounts::Account account, const accounts::MailedCode& code) override;
    bool use_code(UnitOfWork& unit_of_work, accounts::Account account, const std::string& digest,
                  WallTime now) override;
    bool use_step(UnitOfWork& unit_of_work, accounts::Account account, std::int64_t step) override;
    bool use_recovery_code(UnitOfWork& unit_of_work, accounts::Account account, const std::string& digest) override;
};

}  // namespace hub::passport_db
