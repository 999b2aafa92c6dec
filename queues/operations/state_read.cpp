#include "queues/operations/state_read.hpp"

#include <pqxx/pqxx>

#include "queues/alarms/alarm_store.hpp"
#include "queues/postgres_array.hpp"
#include "queues/time_column.hpp"
#include "router/core/json.hpp"
#include "router/core/queued_route.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kRecentAlarms = 20;
constexpr int kMostWorkers = 200;
constexpr int kMostSchedules = 200;
constexpr int kCountedTo = 100'000;

void write_workers(json::Writer& writer, pqxx::transaction_base& transaction) {
    const auto rows =
        transaction.exec_params("SELECT worker, name, host, pid, " + rfc3339_column("started_at") + " AS started_at, " +
                                    rfc3339_column("w.reported_at") +
                                    " AS reported_at, w.reported_at < now() - interval '10 seconds' AS silent, report "
                                    "FROM hub.worker_report AS w ORDER BY host, name, w.started_at LIMIT $1",
                                kMostWorkers);
    writer.begin_array();
    for (const auto& row : rows) {
        writer.begin_object();
        for (const char* name : {"worker", "name", "host"}) writer.member(name, row[name].as<std::string>());
        writer.member("pid", row["pid"].as<int>());
        for (const char* name : {"started_at", "reported_at"}) writer.member(name, row[name].as<std::string>());
        writer.member("silent", row["silent"].as<bool>());
        writer.key("report");
        writer.raw(row["report"].as<std::string>());
        writer.end_object();
    }
    writer.end_array();
}

// One query a lane and state, each by an index that holds only such rows, and none of them longer than kCountedTo.
std::string lane_counts() {
    const auto count = [](const char* name, const std::string& condition) {
        return std::string("(SELECT count(*) FROM (SELECT FROM hub.delivery WHERE ") + condition + " LIMIT " +
               std::to_string(kCountedTo) + ") AS counted) AS " + name;
    };
    return "SELECT l.lane, " + count("waiting", "lane = l.lane AND work_list = 'waiting'") + ", " +
           count("in_stream", "lane = l.lane AND work_list = 'active' AND state = 'pending'") + ", " +
           "coalesce(held.leased, 0) AS leased, coalesce(held.sending, 0) AS sending, "
           "coalesce(troubled.unknown, 0) AS unknown, coalesce(troubled.parked, 0) AS parked, "
           "coalesce(troubled.failed, 0) AS failed FROM unnest($1::text[]) WITH ORDINALITY AS l (lane, place) "
           "LEFT JOIN (SELECT lane, count(*) FILTER (WHERE state = 'leased') AS leased, "
           "count(*) FILTER (WHERE state = 'sending') AS sending FROM hub.delivery "
           "WHERE work_list = 'active' GROUP BY lane) AS held ON held.lane = l.lane "
           "LEFT JOIN (SELECT lane, count(*) FILTER (WHERE state = 'unknown') AS unknown, "
           "count(*) FILTER (WHERE state = 'parked') AS parked, count(*) FILTER (WHERE state = 'failed') AS failed "
           "FROM ((SELECT lane, state FROM hub.delivery WHERE work_list = 'unknown' LIMIT $2) UNION ALL "
           "(SELECT lane, state FROM hub.delivery WHERE work_list = 'parked' LIMIT $2) UNION ALL "
           "(SELECT lane, state FROM hub.delivery WHERE work_list = 'failed' LIMIT $2)) AS t GROUP BY lane) "
           "AS troubled ON troubled.lane = l.lane ORDER BY l.place";
}

void write_lanes(json::Writer& writer, pqxx::transaction_base& transaction) {
    PostgresArray lanes;
    for (const auto lane : kLanes) lanes.add(to_string(lane));
    const auto rows = transaction.exec_params(lane_counts(), lanes.text(), kCountedTo);
    writer.begin_array();
    for (const auto& row : rows) {
        writer.begin_object();
        writer.member("lane", row["lane"].as<std::string>());
        for (const char* name : {"waiting", "in_stream", "leased", "sending", "unknown", "parked", "failed"})
            writer.member(name, row[name].as<std::int64_t>());
        writer.end_object();
    }
    writer.end_array();
}

void write_last_run(json::Writer& writer, const pqxx::row& row) {
    if (row["outcome"].is_null()) return;
    writer.key("last");
    writer.begin_object();
    writer.member("due_at", row["due_at"].as<std::string>());
    writer.member("outcome", row["outcome"].as<std::string>());
    writer.member("missed", row["missed"].as<std::int64_t>());
    if (!row["message_id"].is_null()) writer.member("message_id", row["message_id"].as<std::string>());
    writer.end_object();
}

void write_schedules(json::Writer& writer, pqxx::transaction_base& transaction) {
    const auto rows = transaction.exec_params(
        "SELECT s.name, s.cron, s.days, s.type, s.paused, " + rfc3339_column("s.next_at") + " AS next_at, " +
            rfc3339_column("r.due_at") +
            " AS due_at, r.outcome, r.missed, r.message_id FROM hub.schedule AS s LEFT JOIN LATERAL "
            "(SELECT * FROM hub.schedule_run WHERE schedule = s.name ORDER BY due_at DESC LIMIT 1) AS r ON true "
            "ORDER BY s.next_at NULLS LAST, s.name LIMIT $1",
        kMostSchedules);
    writer.begin_array();
    for (const auto& row : rows) {
        writer.begin_object();
        for (const char* name : {"name", "cron", "days", "type"}) writer.member(name, row[name].as<std::string>());
        writer.member("paused", row["paused"].as<bool>());
        if (!row["next_at"].is_null()) writer.member("next_at", row["next_at"].as<std::string>());
        write_last_run(writer, row);
        writer.end_object();
    }
    writer.end_array();
}

}  // namespace

std::string read_state(UnitOfWork& unit_of_work) {
    auto& transaction = runtime::native(unit_of_work);
    json::Writer writer;
    writer.begin_object();
    writer.member("at", transaction.exec1("SELECT " + rfc3339_column("now()"))[0].as<std::string>());
    writer.key("alarms");
    writer.raw(to_json(list_alarms(unit_of_work, kRecentAlarms)));
    writer.key("workers");
    write_workers(writer, transaction);
    writer.key("lanes");
    write_lanes(writer, transaction);
    writer.member("counted_to", kCountedTo);
    writer.key("schedules");
    write_schedules(writer, transaction);
    writer.end_object();
    return writer.take();
}

}  // namespace hub::queues
