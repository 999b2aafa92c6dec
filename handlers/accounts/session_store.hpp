#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "handlers/accounts/account.hpp"
#include "handlers/accounts/authority.hpp"
#include "router/core/clock.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::accounts {

// Somebody who is logged in. `digest` is what is stored of the cookie.
struct Session {
    std::string digest;
    Account account;
    Role role = Role::visitor;  // the account's at the moment it was looked up
    WallTime began_at{};
    WallTime seen_at{};  // some minutes late
};

struct NewSession {
    std::string digest;
    Account account;
    WallTime began_at{};
    std::string before;  // the digest of the session that was in the same browser, and ends; empty: none
};

inline constexpr std::chrono::hours kSessionIdle{14 * 24};  // a session that is not used ends
inline constexpr std::chrono::hours kSessionLife{90 * 24};  // and so does one that is
inline constexpr std::chrono::hours kStaffIdle{1};          // of staff, both are shorter
inline constexpr std::chrono::hours kStaffLife{12};
inline constexpr int kMostSessions = 20;  // of one account; the oldest make room

constexpr std::chrono::hours life_of(AccountKind kind) {
    return kind == AccountKind::staff ? kStaffLife : kSessionLife;
}

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    // Begins a session, and notes the login. False, and nothing is begun, when the account is not active (any more).
    virtual bool begin(UnitOfWork& unit_of_work, const NewSession& session) = 0;

    // A session that has not ended, of an active account. Notes that it was seen, not more than every five minutes.
    virtual std::optional<Session> find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) = 0;

    // The account's sessions that have not ended, the latest login first.
    virtual std::vector<Session> list(UnitOfWork& unit_of_work, Account account, WallTime now) = 0;

    virtual void end(UnitOfWork& unit_of_work, const std::string& digest) = 0;
    // How many were ended.
    virtual int end_all(UnitOfWork& unit_of_work, Account account) = 0;
    // The same, but for the session of this digest.
    virtual int end_others(UnitOfWork& unit_of_work, Account account, const std::string& kept) = 0;
};

}  // namespace hub::accounts
