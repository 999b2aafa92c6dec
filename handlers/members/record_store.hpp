#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "handlers/accounts/account_records.hpp"
#include "router/core/unit_of_work.hpp"

// What the hub holds about a member beside what the member said, and how it goes.
namespace hub::members {

struct Records : accounts::AccountRecords {
    std::string card_number;  // empty: none was given yet
    // Of today's system, as the next three are; empty where it had none. A date is as 2027-03-31.
    std::string card_valid_until;
    std::string nickname;
    std::string birth_date;
    std::string push_device;
    std::vector<std::string> children_birth_dates;  // as they are stored: with the day, where it is known
};

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class RecordStore {
public:
    virtual ~RecordStore() = default;

    virtual Records find(UnitOfWork& unit_of_work, std::int64_t user_id) = 0;

    // Erases the member: what is said on the page about leaving. False when there was none (any more).
    virtual bool erase(UnitOfWork& unit_of_work, std::int64_t user_id) = 0;

    // The member's card number, from now on `candidate` unless there is one. Empty when the candidate is somebody's, or
    // there is no such member.
    virtual std::string card_number(UnitOfWork& unit_of_work, std::int64_t user_id, const std::string& candidate) = 0;
};

}  // namespace hub::members
