#pragma once

#include "handlers/accounts/mail_seal.hpp"
#include "handlers/members/member_store.hpp"

namespace hub::passport_db {

// hub::members::MemberStore on the tables users, users_genre and users_tokuten.
class MemberStore final : public members::MemberStore {
public:
    explicit MemberStore(accounts::MailSeal seal) : seal_(std::move(seal)) {}
    Result<std::int64_t> register_member(UnitOfWork& unit_of_work, const std::string& mail,
                                         const members::Profile& profile, const std::string& password_hash,
                                         WallTime now) override;
    Result<void> update_member(UnitOfWork& unit_of_work, std::int64_t user_id, const members::Profile& profile,
                               WallTime now) override;
    Result<members::Member> find_member(UnitOfWork& unit_of_work, std::int64_t user_id) override;

private:
    const accounts::MailSeal seal_;
};

}  // namespace hub::passport_db
