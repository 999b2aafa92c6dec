#pragma once

#include "handlers/members/member_services.hpp"
#include "tests/unit/accounts/account_fixture.hpp"

namespace hub::members {

// Members in memory: one, that everybody who registers becomes.
class MemoryMembers final : public MemberStore {
public:
    explicit MemoryMembers(accounts::MemoryAccounts& accounts) : accounts_(accounts) {}
    Result<std::int64_t> register_member(UnitOfWork&, const std::string& mail, const Profile& profile,
                                         const std::string& password_hash, WallTime) override {
        accounts_.known[mail] = {7, password_hash};
        registered.push_back(profile);
        return std::int64_t{7};
    }
    Result<Member> find_member(UnitOfWork&, std::int64_t user_id) override {
        return Member{user_id, "hanako@example.jp", {}, registered.empty() ? Profile{} : registered.back()};
    }

    Result<void> update_member(UnitOfWork&, std::int64_t user_id, const Profile& profile, WallTime) override {
        updated.emplace_back(user_id, profile);
        return Result<void>::success();
    }

    std::vector<Profile> registered;
    std::vector<std::pair<std::int64_t, Profile>> updated;

private:
    accounts::MemoryAccounts& accounts_;
};

class MemberTest : public accounts::AccountTest {
protected:
    MemoryMembers members{store};
    MemberServices member_services{services, members};
};

}  // namespace hub::members
