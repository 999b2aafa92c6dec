#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "handlers/accounts/account_records.hpp"
#include "router/core/unit_of_work.hpp"

// What the hub holds about an owner beside the profile, and how it goes.
namespace hub::owners {

// What an owner asked to have published (table shop_temp).
struct ApplicationRecord {
    std::int64_t application_id = 0;
    std::string shop_name;
    std::string status;  // draft, applied, approved, rejected
    WallTime made_at{};
    std::optional<WallTime> applied_at;
    std::optional<WallTime> decided_at;
};

struct Records : accounts::AccountRecords {
    std::vector<ApplicationRecord> applications;  // by their numbers
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class RecordStore {
public:
    virtual ~RecordStore() = default;

    virtual Records find(UnitOfWork& unit_of_work, std::int64_t owner_id) = 0;

    // Erases the owner: what is said on the page about leaving. False when there was none (any more).
    virtual bool erase(UnitOfWork& unit_of_work, std::int64_t owner_id) = 0;
};

}  // namespace hub::owners
