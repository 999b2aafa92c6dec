#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "queues/alarms/alarm_rules.hpp"
#include "router/core/unit_of_work.hpp"

namespace pqxx {
class transaction_base;
}

// Alarms as rows of hub.alarm. The functions that take a transaction throw what libpqxx throws.
namespace hub::queues {

// An alarm as people look at it. Times are RFC 3339, UTC; empty when it has not happened.
struct AlarmRecord {
    std::int64_t id = 0;
    std::string kind;
    std::string subject;
    std::string began_at;
    std::string last_seen_at;
    std::string over_at;
    std::int64_t count = 0;
    std::string detail;
    std::vector<std::string> mailed_to;
    std::string acknowledged_at;
    std::string acknowledged_by;
    std::string acknowledged_reason;
};

// Those that are not over, and those that ended within the last days, the latest first; at most `limit` of the latter.
std::vector<AlarmRecord> list_alarms(UnitOfWork& unit_of_work, std::size_t limit);

// Records that `by` looks after an alarm. What happened until then raises it no more (see ends_by_acknowledgement).
// Errors: invalid (who and why are needed, at most 500 bytes of reason), not_found, conflict (it is over), forbidden
// (`by` may not handle messages).
Result<AlarmRecord> acknowledge_alarm(UnitOfWork& unit_of_work, std::int64_t id, const std::string& by,
                                      const std::string& reason);

// {"open": [...], "recent": [...]}.
std::string to_json(const std::vector<AlarmRecord>& alarms);
std::string to_json(const AlarmRecord& alarm);
std::string to_text(const std::vector<AlarmRecord>& alarms);

std::vector<OpenAlarm> open_alarms(pqxx::transaction_base& transaction);
// Those that ended within kForgotten.
std::vector<PastAlarm> past_alarms(pqxx::transaction_base& transaction);

// Makes the rows; those that another process has made meanwhile are left out. `mailed_to` for those that are mailed.
std::vector<AlarmRecord> begin_alarms(pqxx::transaction_base& transaction, const std::vector<BeginningAlarm>& alarms,
                                      const std::vector<std::string>& mailed_to);
void mark_seen(pqxx::transaction_base& transaction, const std::vector<SeenAlarm>& alarms);
// The rows as they ended.
std::vector<AlarmRecord> end_alarms(pqxx::transaction_base& transaction, const std::vector<std::int64_t>& ids);
// Removes alarms that have been over for 400 days.
void forget_old_alarms(pqxx::transaction_base& transaction);

}  // namespace hub::queues
