#include "queues/alarms/worker_report.hpp"

#include <algorithm>

#include <pqxx/pqxx>

#include "queues/time_column.hpp"
#include "router/core/json.hpp"

namespace hub::queues {
namespace {

void write_conditions(json::Writer& writer, const std::vector<Condition>& conditions) {
    writer.begin_array();
    for (const auto& condition : conditions) {
        writer.begin_object();
        writer.member("kind", to_string(condition.kind));
        writer.member("subject", condition.subject);
        writer.member("count", condition.count);
        writer.member("detail", condition.detail);
        writer.member("age_ms", std::int64_t{condition.age.count()});
        writer.end_object();
    }
    writer.end_array();
}

std::vector<Condition> listed(const json::Value& list) {
    std::vector<Condition> conditions;
    for (const auto& element : list.elements()) {
        const auto kind = alarm_kind_from(element.string("kind").value_or(""));
        const std::string subject(element.string("subject").value_or(""));
        if (!kind || subject.empty()) continue;
        conditions.push_back({*kind, subject, element.integer("count").value_or(1),
                              std::string(element.string("detail").value_or("")), true,
                              std::chrono::milliseconds(element.integer("age_ms").value_or(0))});
    }
    return conditions;
}

// By connector: how long ago any of the workers had a message taken.
std::map<std::string, std::chrono::milliseconds> latest_taken(const std::vector<ReadReport>& reports) {
    std::map<std::string, std::chrono::milliseconds> latest;
    for (const auto& [report, age] : reports) {
        const auto document = json::Document::parse(report);
        const auto taken = document ? document->root().find("taken_ago_ms") : std::nullopt;
        if (!taken) continue;
        for (const auto& [connector, ago] : taken->members()) {
            const auto since = age + std::chrono::milliseconds(ago.as_integer().value_or(0));
            const auto [entry, is_new] = latest.emplace(std::string(connector), since);
            if (!is_new) entry->second = std::min(entry->second, since);
        }
    }
    return latest;
}

}  // namespace

std::string to_json(const WorkerReport& report) {
    json::Writer writer;
    writer.begin_object();
    writer.key("checks");
    writer.begin_array();
    for (const auto& check : report.checks) {
        writer.begin_object();
        writer.member("name", check.name);
        writer.member("ok", check.ok);
        writer.member("detail", check.detail);
        writer.end_object();
    }
    writer.end_array();
    writer.key("conditions");
    write_conditions(writer, report.conditions);
    writer.key("rates");
    writer.begin_object();
    for (const auto& [route, rate] : report.rates) {
        writer.key(route);
        writer.begin_object();
        writer.member("taken", rate.taken);
        writer.member("failed", rate.failed);
        writer.end_object();
    }
    writer.end_object();
    writer.key("taken_ago_ms");
    writer.begin_object();
    for (const auto& [connector, ago] : report.taken_ago) writer.member(connector, std::int64_t{ago.count()});
    writer.end_object();
    writer.member("sending", report.sending);
    writer.end_object();
    return writer.take();
}

std::vector<Condition> conditions_in(std::string_view report) {
    const auto document = json::Document::parse(report);
    const auto list = document ? document->root().find("conditions") : std::nullopt;
    return list ? listed(*list) : std::vector<Condition>{};
}

std::vector<Condition> conditions_of(const std::vector<ReadReport>& reports) {
    const auto taken = latest_taken(reports);
    std::vector<Condition> all;
    for (const auto& [report, age] : reports)
        for (auto& condition : conditions_in(report)) {
            condition.age += age;
            const auto found = taken.find(condition.subject);
            const bool mended =
                condition.kind == AlarmKind::provider_refusing && found != taken.end() && found->second < condition.age;
            if (!mended) all.push_back(std::move(condition));
        }
    return all;
}

void write_report(pqxx::transaction_base& transaction, const WorkerName& worker, const WorkerReport& report) {
    transaction.exec_params0(
        "INSERT INTO hub.worker_report (worker, name, host, pid, report) VALUES ($1, $2, $3, $4, $5::jsonb) "
        "ON CONFLICT (worker) DO UPDATE SET reported_at = now(), report = excluded.report",
        worker.unique, worker.name, worker.host, worker.pid, to_json(report));
}

void withdraw_report(pqxx::transaction_base& transaction, const WorkerName& worker) {
    transaction.exec_params0("DELETE FROM hub.worker_report WHERE worker = $1", worker.unique);
}

std::vector<Condition> reported_conditions(pqxx::transaction_base& transaction) {
    std::vector<ReadReport> reports;
    const auto rows = transaction.exec(
        "SELECT report, greatest(0, floor(extract(epoch FROM now() - reported_at) * 1000))::bigint AS age "
        "FROM hub.worker_report WHERE reported_at > now() - interval '10 seconds'");
    for (const auto& row : rows)
        reports.push_back({row["report"].as<std::string>(), std::chrono::milliseconds(row["age"].as<std::int64_t>())});
    return conditions_of(reports);
}

std::vector<Condition> silent_workers(pqxx::transaction_base& transaction) {
    std::vector<Condition> conditions;
    const auto rows = transaction.exec(
        "WITH acknowledged AS (SELECT subject, max(acknowledged_until) AS until FROM hub.alarm "
        "WHERE kind = 'worker_restarting' AND acknowledged_until IS NOT NULL GROUP BY subject) "
        "SELECT w.host || ' ' || w.name AS subject, " +
        rfc3339_column("max(w.reported_at)") +
        " AS last "
        "FROM hub.worker_report AS w LEFT JOIN acknowledged AS a ON a.subject = w.host || ' ' || w.name "
        "WHERE w.reported_at > coalesce(a.until, '-infinity') GROUP BY 1 "
        "HAVING max(w.reported_at) < now() - interval '30 seconds'");
    for (const auto& row : rows)
        conditions.push_back({AlarmKind::worker_restarting, row["subject"].as<std::string>(), 1,
                              "gone without a word: it reported last at " + row["last"].as<std::string>(), true});
    return conditions;
}

void forget_old_reports(pqxx::transaction_base& transaction) {
    transaction.exec0(
        "DELETE FROM hub.worker_report AS w WHERE w.reported_at < now() - interval '1 day' "
        "OR w.reported_at < now() - interval '1 minute' AND EXISTS (SELECT FROM hub.worker_report AS next "
        "WHERE next.host = w.host AND next.name = w.name AND next.reported_at > w.reported_at)");
}

}  // namespace hub::queues
