#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/unit_of_work.hpp"

// What the hub holds about a member beside what the member said, and how it goes.
namespace hub::members {

struct LinkRecord {
    std::string purpose;
    WallTime asked_at{};
    WallTime expires_at{};
    std::optional<WallTime> used_at;
};

// A message that was or will be sent to the member's address.
struct MessageRecord {
    std::string message_id;
    std::string type;
    WallTime at{};
};

struct Records {
    std::optional<WallTime> consented_at;
    std::optional<WallTime> last_login_at;
    std::string card_number;  // empty: none was given yet
    std::vector<LinkRecord> links;
    std::vector<MessageRecord> messages;  // the latest first, at most 1,000
};

// The subject of the messages that are mailed to an address.
using SubjectOf = std::function<std::string(const std::string& mail)>;

// Called inside a transaction, on a database thread; throws what the database itself refuses or loses.
class RecordStore {
public:
    virtual ~RecordStore() = default;

    virtual Records find(UnitOfWork& unit_of_work, std::int64_t user_id, const SubjectOf& subject_of) = 0;

    // Erases the member: what is said on the page about leaving. False when there was none (any more).
    virtual bool erase(UnitOfWork& unit_of_work, std::int64_t user_id, const SubjectOf& subject_of) = 0;

    // The member's card number, from now on `candidate` unless there is one. Empty when the candidate is somebody's, or
    // there is no such member.
    virtual std::string card_number(UnitOfWork& unit_of_work, std::int64_t user_id, const std::string& candidate) = 0;
};

}  // namespace hub::members
