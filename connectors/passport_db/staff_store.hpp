#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/staff/staff_store.hpp"

namespace hub::passport_db {

// hub::staff::StaffStore on hub.staff, which the database's own functions change.
class StaffStore final : public staff::StaffStore {
public:
    explicit StaffStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    std::vector<staff::StaffMember> list(UnitOfWork& unit_of_work) override;
    void record_reading(UnitOfWork& unit_of_work, const std::string& asked_by) override;
    Result<staff::StaffMember> find(UnitOfWork& unit_of_work, std::int64_t staff_id) override;
    std::optional<staff::StaffMember> find_invited(UnitOfWork& unit_of_work, const std::string& mail) override;
    Result<std::int64_t> invite(UnitOfWork& unit_of_work, const std::string& asked_by,
                                const staff::Invitation& invitation, const staff::InvitationLink& link) override;
    Result<void> invite_again(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                              const staff::InvitationLink& link) override;
    Result<void> change_role(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                             accounts::Role role) override;
    Result<void> suspend(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t staff_id,
                         bool suspended) override;
    Result<std::string> lift_second_step(UnitOfWork& unit_of_work, const std::string& asked_by,
                                         accounts::Account account, const std::string& reason) override;
    std::optional<std::int64_t> accept(UnitOfWork& unit_of_work, const staff::Acceptance& acceptance) override;
    std::optional<staff::Authenticator> authenticator(UnitOfWork& unit_of_work, std::int64_t staff_id) override;
    bool use_step(UnitOfWork& unit_of_work, std::int64_t staff_id, std::int64_t step, WallTime now) override;
    bool use_recovery_code(UnitOfWork& unit_of_work, std::int64_t staff_id, const std::string& digest,
                           WallTime now) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
