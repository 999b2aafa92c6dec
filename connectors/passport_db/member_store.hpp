#pragma once

#include "handlers/members/member_store.hpp"

namespace hub::passport_db {

// hub::members::MemberStore on the tables users, users_genre, users_tokuten and hub.member_link. Of one address at most
// three links an hour and ten a day are kept.
class MemberStore final : public members::MemberStore {
public:
    std::optional<bool> keep_link(UnitOfWork& unit_of_work, const members::NewLink& link) override;
    Result<members::Link> find_link(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) override;
    Result<std::int64_t> register_member(UnitOfWork& unit_of_work, const std::string& digest,
                                         const members::Profile& profile, const std::string& password_hash,
                                         WallTime now) override;
    std::optional<members::Credentials> find_credentials(UnitOfWork& unit_of_work, const std::string& mail) override;
    Result<members::Member> find_member(UnitOfWork& unit_of_work, std::int64_t user_id) override;
};

}  // namespace hub::passport_db
