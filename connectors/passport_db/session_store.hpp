#pragma once

#include "handlers/accounts/session_store.hpp"

namespace hub::passport_db {

// hub::accounts::SessionStore on the table hub.session.
class SessionStore final : public accounts::SessionStore {
public:
    bool begin(UnitOfWork& unit_of_work, const accounts::NewSession& session) override;
    std::optional<accounts::Session> find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) override;
    std::vector<accounts::Session> list(UnitOfWork& unit_of_work, accounts::Account account, WallTime now) override;
    void end(UnitOfWork& unit_of_work, const std::string& digest) override;
    int end_all(UnitOfWork& unit_of_work, accounts::Account account) override;
    int end_others(UnitOfWork& unit_of_work, accounts::Account account, const std::string& kept) override;
};

}  // namespace hub::passport_db
