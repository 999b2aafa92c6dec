#pragma once

#include "handlers/accounts/api_keys.hpp"
#include "handlers/staff/key_store.hpp"

namespace hub::passport_db {

// hub.api_key, which the database's own functions change.
class ApiKeyStore final : public accounts::ApiKeyFinder, public staff::KeyStore {
public:
    std::optional<accounts::ApiKey> find(UnitOfWork& unit_of_work, const std::string& digest, WallTime now) override;
    std::vector<staff::KeyRecord> list(UnitOfWork& unit_of_work) override;
    Result<std::int64_t> create(UnitOfWork& unit_of_work, const std::string& asked_by,
                                const staff::NewKey& key) override;
    Result<void> revoke(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t key_id,
                        WallTime now) override;
};

}  // namespace hub::passport_db
