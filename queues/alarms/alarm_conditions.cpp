#include "queues/alarms/alarm_conditions.hpp"

#include <pqxx/pqxx>

#include "queues/postgres_array.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kMostLookedAt = 10'000;
constexpr std::size_t kMostSchedules = 100;

// Up to when somebody has acknowledged what happened, by subject.
std::string acknowledged(AlarmKind kind) {
    return "acknowledged AS (SELECT subject, max(acknowledged_until) AS until FROM hub.alarm WHERE kind = '" +
           std::string(to_string(kind)) + "' AND acknowledged_until IS NOT NULL GROUP BY subject)";
}

// How many there are, or at least are.
std::string deliveries(std::int64_t count, bool more) {
    if (more) return "at least " + std::to_string(count) + " deliveries";
    return std::to_string(count) + (count == 1 ? " delivery" : " deliveries");
}

// What one kind of delivery is called, and what is to be done about it.
struct Trouble {
    AlarmKind kind;
    const char* state;
    const char* said;
};
constexpr Trouble kTroubles[] = {
    {AlarmKind::unknown_outcome, "unknown", " may have arrived or not; ask the recipients, then replay or drop"},
    {AlarmKind::parked, "parked", " could not be sent; somebody has to replay or drop what is parked"},
};

void find_deliveries(pqxx::transaction_base& transaction, const Trouble& trouble, const std::string& mail_routes,
                     FoundConditions& found) {
    const auto rows = transaction.exec_params(
        "WITH " + acknowledged(trouble.kind) +
            ", newest AS (SELECT id, finished_at, last_error_code FROM hub.delivery WHERE work_list = '" +
            trouble.state +
            "' ORDER BY finished_at DESC LIMIT $2), "
            "named AS (SELECT CASE WHEN route = ANY($1::text[]) THEN $3 ELSE connector END AS subject, finished_at, "
            "last_error_code FROM newest JOIN hub.delivery_instruction USING (id)) "
            "SELECT subject, count(*) FILTER (WHERE finished_at > coalesce(until, '-infinity') "
            "AND last_error_code <> 'person.parked') AS matching, "
            "(array_agg(last_error_code ORDER BY finished_at DESC))[1] AS code, count(*) AS looked_at "
            "FROM named LEFT JOIN acknowledged USING (subject) GROUP BY subject ORDER BY subject",
        mail_routes, kMostLookedAt, std::string(kAlarmMails));
    std::size_t looked_at = 0;
    for (const auto& row : rows) looked_at += row["looked_at"].as<std::size_t>();
    const bool more = looked_at >= kMostLookedAt;
    if (more) found.not_judged.insert(trouble.kind);
    for (const auto& row : rows) {
        Condition condition{
            trouble.kind, row["subject"].as<std::string>(), row["matching"].as<std::int64_t>(), {}, true};
        if (condition.count == 0) continue;
        condition.mailed = condition.subject != kAlarmMails;
        condition.detail =
            deliveries(condition.count, more) + trouble.said + "; the last one: " + row["code"].as<std::string>();
        found.conditions.push_back(std::move(condition));
    }
}

std::string missed_text(const pqxx::row& row) {
    const auto missed = row["missed"].as<std::int64_t>();
    const auto outcome = row["outcome"].as<std::string>();
    std::string text = "due " + row["due"].as<std::string>() + ": ";
    text += outcome == "fired_late" ? "fired late" : outcome == "skipped" ? "skipped" : "fired";
    if (missed > 0)
        text += "; " + std::to_string(missed) + (missed == 1 ? " time" : " times") + " passed without a message";
    return text;
}

}  // namespace

FoundConditions troubled_deliveries(pqxx::transaction_base& transaction, const std::vector<std::string>& mail_routes) {
    PostgresArray routes;
    for (const auto& route : mail_routes) routes.add(route);
    FoundConditions found;
    for (const auto& trouble : kTroubles) find_deliveries(transaction, trouble, routes.text(), found);
    return found;
}

std::vector<Condition> missed_schedules(pqxx::transaction_base& transaction) {
    std::vector<Condition> conditions;
    const auto runs = transaction.exec_params(
        "WITH " + acknowledged(AlarmKind::missed_schedule) +
            " SELECT DISTINCT ON (r.schedule) r.schedule, r.outcome, r.missed, "
            "to_char(r.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI\"Z\"') AS due "
            "FROM hub.schedule_run AS r JOIN hub.schedule AS s ON s.name = r.schedule "
            "LEFT JOIN acknowledged AS a ON a.subject = r.schedule "
            "WHERE (r.missed > 0 OR r.outcome <> 'fired') AND r.decided_at > coalesce(a.until, '-infinity') "
            "AND NOT EXISTS (SELECT FROM hub.schedule_run AS later WHERE later.schedule = r.schedule "
            "AND later.due_at > r.due_at AND later.outcome = 'fired' AND later.missed = 0) "
            "ORDER BY r.schedule, r.due_at DESC LIMIT $1",
        kMostSchedules);
    for (const auto& row : runs)
        conditions.push_back({AlarmKind::missed_schedule, row["schedule"].as<std::string>(),
                              std::max<std::int64_t>(1, row["missed"].as<std::int64_t>()), missed_text(row), true});
    const auto neglected = transaction.exec_params(
        "WITH " + acknowledged(AlarmKind::missed_schedule) +
            " SELECT s.name, to_char(s.next_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI\"Z\"') AS due "
            "FROM hub.schedule AS s LEFT JOIN acknowledged AS a ON a.subject = s.name "
            "WHERE s.next_at IS NOT NULL AND NOT s.paused "
            "AND s.next_at < now() - interval '1 minute' - s.grace_minutes * interval '1 minute' "
            "AND s.next_at > coalesce(a.until, '-infinity') ORDER BY s.next_at LIMIT $1",
        kMostSchedules);
    for (const auto& row : neglected)
        conditions.push_back({AlarmKind::missed_schedule, row["name"].as<std::string>(), 1,
                              "due " + row["due"].as<std::string>() + ": nobody has fired it yet", true});
    return conditions;
}

}  // namespace hub::queues
