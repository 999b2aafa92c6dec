#include "queues/schedule/schedule_store.hpp"

#include <pqxx/pqxx>

#include "router/core/json.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {
namespace {

constexpr const char* kColumns =
    "name, cron, days, if_missed, grace_minutes, type, subject, data, paused, changed_by, "
    "(extract(epoch FROM next_at) * 1000000)::bigint AS next_at";

WallTime from_microseconds(const pqxx::field& field) {
    return WallTime(
        std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(field.as<std::int64_t>())));
}

Schedule schedule_from(const pqxx::row& row) {
    Schedule schedule;
    schedule.name = row["name"].as<std::string>();
    schedule.cron = row["cron"].as<std::string>();
    schedule.days = schedule_days_from(row["days"].c_str()).value_or(ScheduleDays::every);
    schedule.if_missed = if_missed_from(row["if_missed"].c_str()).value_or(IfMissed::fire);
    schedule.grace = std::chrono::minutes(row["grace_minutes"].as<int>());
    schedule.type = row["type"].as<std::string>();
    schedule.subject = row["subject"].as<std::string>();
    schedule.data = row["data"].as<std::string>();
    schedule.paused = row["paused"].as<bool>();
    schedule.changed_by = row["changed_by"].as<std::string>();
    if (!row["next_at"].is_null()) schedule.next_at = from_microseconds(row["next_at"]);
    return schedule;
}

std::optional<std::string> time_text(const std::optional<WallTime>& time) {
    return time ? std::optional(to_rfc3339(*time)) : std::nullopt;
}

std::string audit_text(const Schedule& schedule) {
    json::Writer writer;
    writer.begin_object();
    writer.member("cron", schedule.cron);
    writer.member("days", to_string(schedule.days));
    writer.member("if_missed", to_string(schedule.if_missed));
    writer.member("grace_minutes", static_cast<std::int64_t>(schedule.grace.count()));
    writer.member("type", schedule.type);
    writer.member("paused", schedule.paused);
    if (schedule.next_at) writer.member("next_at", to_rfc3339(*schedule.next_at));
    writer.end_object();
    return writer.take();
}

// What was before, or null when there was nothing.
std::optional<std::string> before_text(UnitOfWork& unit_of_work, const std::string& name) {
    const auto before = find_schedule(unit_of_work, name);
    return before ? std::optional(audit_text(*before)) : std::nullopt;
}

void audit(pqxx::transaction_base& transaction, const std::string& actor, const char* action, const std::string& name,
           const std::optional<std::string>& before, const std::optional<std::string>& after) {
    transaction.exec_params0(
        "INSERT INTO hub.audit (actor, action, object_kind, object_id, before, after) "
        "VALUES ($1, $2, 'schedule', $3, $4::jsonb, $5::jsonb)",
        actor, action, name, before, after);
}

Result<void> check_staff(pqxx::transaction_base& transaction, const std::string& name) {
    if (!transaction.exec_params("SELECT FROM hub.staff WHERE name = $1 AND status = 'active'", name).empty())
        return Result<void>::success();
    return Error{ErrorKind::forbidden, "schedule.not_staff", "\"" + name + "\" is not known as active staff"};
}

Error unknown(const std::string& name) {
    return {ErrorKind::not_found, "schedule.not_found", "there is no schedule \"" + name + "\""};
}

}  // namespace

Result<ScheduleRule> rule_of(const Schedule& schedule) {
    ScheduleRule rule;
    rule.days = schedule.days;
    rule.if_missed = schedule.if_missed;
    rule.grace = schedule.grace;
    if (schedule.cron.empty()) return rule;
    auto cron = CronExpression::parse(schedule.cron);
    if (!cron) return cron.error();
    rule.cron = std::move(*cron);
    return rule;
}

Result<void> save_schedule(UnitOfWork& unit_of_work, const Schedule& schedule) {
    auto& transaction = runtime::native(unit_of_work);
    if (auto known = check_staff(transaction, schedule.changed_by); !known) return known;
    const auto before = before_text(unit_of_work, schedule.name);
    transaction.exec_params0(
        "INSERT INTO hub.schedule (name, cron, days, if_missed, grace_minutes, type, subject, data, next_at, paused, "
        "changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::timestamptz, $10, $11) "
        "ON CONFLICT (name) DO UPDATE SET cron = excluded.cron, days = excluded.days, if_missed = excluded.if_missed, "
        "grace_minutes = excluded.grace_minutes, type = excluded.type, subject = excluded.subject, data = "
        "excluded.data, "
        "next_at = excluded.next_at, paused = excluded.paused, changed_by = excluded.changed_by, changed_at = now()",
        schedule.name, schedule.cron, std::string(to_string(schedule.days)), std::string(to_string(schedule.if_missed)),
        static_cast<int>(schedule.grace.count()), schedule.type, schedule.subject, schedule.data,
        time_text(schedule.next_at), schedule.paused, schedule.changed_by);
    audit(transaction, schedule.changed_by, "schedule.set", schedule.name, before, audit_text(schedule));
    return Result<void>::success();
}

Result<void> remove_schedule(UnitOfWork& unit_of_work, const std::string& name, const std::string& by) {
    auto& transaction = runtime::native(unit_of_work);
    if (auto known = check_staff(transaction, by); !known) return known;
    const auto before = before_text(unit_of_work, name);
    if (!before) return unknown(name);
    transaction.exec_params0("DELETE FROM hub.schedule WHERE name = $1", name);
    audit(transaction, by, "schedule.remove", name, before, std::nullopt);
    return Result<void>::success();
}

std::vector<Schedule> list_schedules(UnitOfWork& unit_of_work) {
    std::vector<Schedule> schedules;
    const auto query = std::string("SELECT ") + kColumns + " FROM hub.schedule ORDER BY name";
    for (const auto& row : runtime::native(unit_of_work).exec(query)) schedules.push_back(schedule_from(row));
    return schedules;
}

Result<Schedule> find_schedule(UnitOfWork& unit_of_work, const std::string& name) {
    const auto query = std::string("SELECT ") + kColumns + " FROM hub.schedule WHERE name = $1";
    const auto rows = runtime::native(unit_of_work).exec_params(query, name);
    if (rows.empty()) return unknown(name);
    return schedule_from(rows[0]);
}

std::vector<ScheduleRun> schedule_runs(UnitOfWork& unit_of_work, const std::string& name, std::size_t limit) {
    const auto rows = runtime::native(unit_of_work)
                          .exec_params(
                              "SELECT (extract(epoch FROM due_at) * 1000000)::bigint AS due_at, "
                              "(extract(epoch FROM decided_at) * 1000000)::bigint AS decided_at, outcome, missed, "
                              "coalesce(message_id::text, '') AS message_id "
                              "FROM hub.schedule_run WHERE schedule = $1 ORDER BY due_at DESC LIMIT $2",
                              name, limit);
    std::vector<ScheduleRun> runs;
    for (const auto& row : rows)
        runs.push_back({from_microseconds(row["due_at"]), from_microseconds(row["decided_at"]),
                        row["outcome"].as<std::string>(), row["missed"].as<std::size_t>(),
                        row["message_id"].as<std::string>()});
    return runs;
}

std::vector<Schedule> due_schedules(pqxx::transaction_base& transaction, std::size_t limit) {
    const auto query = std::string("SELECT ") + kColumns +
                       " FROM hub.schedule WHERE next_at <= now() AND NOT paused "
                       "ORDER BY schedule.next_at LIMIT $1 FOR UPDATE SKIP LOCKED";
    std::vector<Schedule> schedules;
    for (const auto& row : transaction.exec_params(query, limit)) schedules.push_back(schedule_from(row));
    return schedules;
}

WallTime server_time(pqxx::transaction_base& transaction) {
    return from_microseconds(transaction.exec1("SELECT (extract(epoch FROM now()) * 1000000)::bigint")[0]);
}

bool record_run(pqxx::transaction_base& transaction, const std::string& name, const ScheduleDecision& decision,
                const std::string& message_id) {
    const auto* outcome = !decision.fires ? "skipped" : decision.late ? "fired_late" : "fired";
    return transaction
               .exec_params(
                   "INSERT INTO hub.schedule_run (schedule, due_at, outcome, missed, message_id) "
                   "VALUES ($1, $2::timestamptz, $3, $4, nullif($5, '')::uuid) ON CONFLICT DO NOTHING",
                   name, to_rfc3339(decision.due), outcome, decision.missed, message_id)
               .affected_rows() == 1;
}

void set_next(pqxx::transaction_base& transaction, const std::string& name, const std::optional<WallTime>& next) {
    transaction.exec_params0("UPDATE hub.schedule SET next_at = $2::timestamptz WHERE name = $1", name,
                             time_text(next));
}

void pause(pqxx::transaction_base& transaction, const std::string& name) {
    transaction.exec_params0("UPDATE hub.schedule SET paused = true WHERE name = $1", name);
}

void forget_old_runs(pqxx::transaction_base& transaction, const std::string& name) {
    transaction.exec_params0(
        "DELETE FROM hub.schedule_run WHERE schedule = $1 AND decided_at < now() - interval '400 days'", name);
}

}  // namespace hub::queues
