#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "queues/schedule/schedule_rules.hpp"
#include "router/core/unit_of_work.hpp"

namespace pqxx {
class transaction_base;
}

// Schedules and what became of them: rows of hub.schedule and hub.schedule_run. The functions that take a transaction
// throw what libpqxx throws.
namespace hub::queues {

struct Schedule {
    std::string name;  // lower-case letters, digits and "_", at most 64
    std::string cron;  // empty: once
    ScheduleDays days = ScheduleDays::every;
    IfMissed if_missed = IfMissed::fire;
    std::chrono::minutes grace{5};
    std::string type;     // of the message
    std::string subject;  // of the message; empty: "schedule/" and the name
    std::string data = "{}";
    std::optional<WallTime> next_at;  // empty: never again
    bool paused = false;
    std::string changed_by;
};

struct ScheduleRun {
    WallTime due_at{};
    WallTime decided_at{};
    std::string outcome;  // fired, fired_late, skipped
    std::size_t missed = 0;
    std::string message_id;  // empty when skipped
};

// How the schedule's words are meant. Error: invalid (its cron expression).
Result<ScheduleRule> rule_of(const Schedule& schedule);

// Makes or replaces the schedule of this name and records who did. Error: forbidden (`changed_by` is not known as
// staff).
Result<void> save_schedule(UnitOfWork& unit_of_work, const Schedule& schedule);
// Errors: not_found, forbidden.
Result<void> remove_schedule(UnitOfWork& unit_of_work, const std::string& name, const std::string& by);
// By name.
std::vector<Schedule> list_schedules(UnitOfWork& unit_of_work);
Result<Schedule> find_schedule(UnitOfWork& unit_of_work, const std::string& name);
// The latest ones first.
std::vector<ScheduleRun> schedule_runs(UnitOfWork& unit_of_work, const std::string& name, std::size_t limit);

// Up to `limit` schedules whose time has come by the server's clock, locked until the end of the transaction; those
// that another process is deciding about are passed over.
std::vector<Schedule> due_schedules(pqxx::transaction_base& transaction, std::size_t limit);
WallTime server_time(pqxx::transaction_base& transaction);
// Records the run; false when this time has been decided about before.
bool record_run(pqxx::transaction_base& transaction, const std::string& name, const ScheduleDecision& decision,
                const std::string& message_id);
void set_next(pqxx::transaction_base& transaction, const std::string& name, const std::optional<WallTime>& next);
void pause(pqxx::transaction_base& transaction, const std::string& name);
// Removes the runs of a schedule that are older than 400 days.
void forget_old_runs(pqxx::transaction_base& transaction, const std::string& name);

}  // namespace hub::queues
