#pragma once

#include "handlers/members/session_store.hpp"

namespace hub::passport_db {

// hub::members::SessionStore on the table hub.member_session.
class SessionStore final : public members::SessionStore {
public:
    void begin(UnitOfWork& unit_of_work, const members::Session& session, const std::string& before) override;
    std::optional<members::Session> find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) override;
    std::vector<members::Session> list(UnitOfWork& unit_of_work, std::int64_t user_id, WallTime now) override;
    void end(UnitOfWork& unit_of_work, const std::string& digest) override;
    int end_all(UnitOfWork& unit_of_work, std::int64_t user_id) override;
};

}  // namespace hub::passport_db
