#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/core/unit_of_work.hpp"

// What the rules about API keys need of a database.
namespace hub::staff {

struct KeyRecord {
    std::int64_t key_id = 0;
    std::string name;
    std::string prefix;  // of the key, to tell it from others
    std::vector<std::string> scopes;
    std::string created_by;
    WallTime created_at{};
    WallTime expires_at{};
    std::optional<WallTime> last_used_at{};  // some minutes late
    std::optional<WallTime> revoked_at{};
};

struct NewKey {
    std::string name;
    std::string prefix;
    std::string digest;
    std::vector<std::string> scopes;
    WallTime created_at{};
    WallTime expires_at{};
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses. What is changed
// is changed as `asked_by`, a name of staff, and audited: forbidden "staff.not_allowed" when that person may not.
class KeyStore {
public:
    virtual ~KeyStore() = default;

    // The newest first.
    virtual std::vector<KeyRecord> list(UnitOfWork& unit_of_work) = 0;
    // The key's number. Conflict "keys.taken" for a name that there is.
    virtual Result<std::int64_t> create(UnitOfWork& unit_of_work, const std::string& asked_by, const NewKey& key) = 0;
    // not_found "keys.not_found". A key that was revoked stays so.
    virtual Result<void> revoke(UnitOfWork& unit_of_work, const std::string& asked_by, std::int64_t key_id,
                                WallTime now) = 0;
};

}  // namespace hub::staff
