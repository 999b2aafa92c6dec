#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about members need of a database, in the words of the domain. What is personal here is never logged.
namespace hub::members {

struct Child {
    int birth_year = 0;
    int birth_month = 0;
    std::string sex;  // female, male; empty: not told
};

// Which notices a member wants, and when not.
struct Wishes {
    bool mail = false;
    bool push = false;
    bool paused = false;
    std::vector<std::string> kinds;  // shop, event, article, news
    std::optional<int> quiet_from;   // hours in Japan, both or none
    std::optional<int> quiet_until;
};

// What a person says of themselves.
struct Profile {
    int programme = 1;        // 1 まいど子, 2 縁ジョイ
    std::string postal_code;  // 530-0001; empty: not told
    std::string city;         // empty: not told
    std::vector<Child> children;
    std::vector<std::string> genres;   // codes
    std::vector<std::string> tokuten;  // codes
    Wishes wishes;
    std::string consent_version;
};

struct Member {
    std::int64_t user_id = 0;
    std::string mail;
    WallTime registered_at{};
    Profile profile;
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class MemberStore {
public:
    virtual ~MemberStore() = default;

    // Makes an address a member; the member's id. Errors: conflict "users.already_registered"; invalid "users.invalid"
    // for a code that is in no code list.
    virtual Result<std::int64_t> register_member(UnitOfWork& unit_of_work, const std::string& mail,
                                                 const Profile& profile, const std::string& password_hash,
                                                 WallTime now) = 0;

    // What the member says now in the place of what was said before; when they consented stays unless the version is
    // another. Errors: session_missing() when there is no such member (any more); invalid "users.invalid" for a code
    // that is in no code list.
    virtual Result<void> update_member(UnitOfWork& unit_of_work, std::int64_t user_id, const Profile& profile,
                                       WallTime now) = 0;

    // Error: session_missing() when there is no such member (any more).
    virtual Result<Member> find_member(UnitOfWork& unit_of_work, std::int64_t user_id) = 0;
};

}  // namespace hub::members
