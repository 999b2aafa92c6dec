#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/staff/member_look_up.hpp"

namespace hub::passport_db {

// hub::staff::MemberLookUp on the table users.
class MemberLookUp final : public staff::MemberLookUp {
public:
    explicit MemberLookUp(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    std::optional<staff::FoundMember> look_up(UnitOfWork& unit_of_work, const std::string& asked_by,
                                              const staff::MemberCriterion& criterion,
                                              const std::string& reason) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
