#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/unit_of_work.hpp"

namespace hub::members {

// Somebody who is logged in. `digest` is what is stored of the cookie.
struct Session {
    std::string digest;
    std::int64_t user_id = 0;
    WallTime began_at{};
    WallTime seen_at{};  // some minutes late
};

inline constexpr std::chrono::hours kSessionIdle{14 * 24};  // a session that is not used ends
inline constexpr std::chrono::hours kSessionLife{90 * 24};  // and so does one that is
inline constexpr int kMostSessions = 20;                    // of one member; the oldest make room

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    // Begins a session, ends the one before it in the same browser (a digest, or empty), and notes the login.
    virtual void begin(UnitOfWork& unit_of_work, const Session& session, const std::string& before) = 0;

    // A session that has not ended, of an active member. Notes that it was seen, not more than every five minutes.
    virtual std::optional<Session> find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) = 0;

    // The member's sessions that have not ended, the latest login first.
    virtual std::vector<Session> list(UnitOfWork& unit_of_work, std::int64_t user_id, WallTime now) = 0;

    virtual void end(UnitOfWork& unit_of_work, const std::string& digest) = 0;
    // How many were ended.
    virtual int end_all(UnitOfWork& unit_of_work, std::int64_t user_id) = 0;
};

}  // namespace hub::members
