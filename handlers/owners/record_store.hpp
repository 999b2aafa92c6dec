#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "handlers/accounts/account_records.hpp"
#include "handlers/catalog/catalog_data.hpp"
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
    WallTime changed_at{};
    std::string reason;        // for which it was sent back; empty: none
    std::int64_t shop_id = 0;  // which it changes or has become; 0: none
    int programme = 0;
    std::string name_kana;
    std::string postal_code;
    std::string address;
    std::string city;
    std::string tel;
    std::string url;
    std::string comment;
    std::string opening_hours;
    std::string closed_days;
    std::optional<catalog::Position> position;
    std::string position_source;
    bool is_chain = false;
    std::int64_t parent_shop_id = 0;  // of a chain; 0: none
    std::vector<std::string> genres;  // the main one first
    std::vector<catalog::Benefit> benefits;
};

// A shop that the owner looks after, and since when.
struct ShopTie {
    std::int64_t shop_id = 0;
    WallTime since{};
};

struct Records : accounts::AccountRecords {
    std::vector<ApplicationRecord> applications;  // by their numbers
    std::vector<ShopTie> shops;                   // by their numbers
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
