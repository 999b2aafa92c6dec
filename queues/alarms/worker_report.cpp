#include "queues/alarms/worker_report.hpp"

#include <pqxx/pqxx>

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
        writer.end_object();
    }
    writer.end_array();
}

std::vector<Condition> conditions_of(const json::Value& list) {
    std::vector<Condition> conditions;
    for (const auto& element : list.elements()) {
        const auto kind = alarm_kind_from(element.string("kind").value_or(""));
        const std::string subject(element.string("subject").value_or(""));
        if (!kind || subject.empty()) continue;
        conditions.push_back({*kind, subject, element.integer("count").value_or(1),
                              std::string(element.string("detail").value_or("")), true});
    }
    return conditions;
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
    writer.member("sending", report.sending);
    writer.end_object();
    return writer.take();
}

std::vector<Condition> conditions_in(std::string_view report) {
    const auto document = json::Document::parse(report);
    const auto list = document ? document->root().find("conditions") : std::nullopt;
    return list ? conditions_of(*list) : std::vector<Condition>{};
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
    std::vector<Condition> all;
    const auto rows =
        transaction.exec("SELECT report FROM hub.worker_report WHERE reported_at > now() - interval '10 seconds'");
    for (const auto& row : rows)
        for (auto& condition : conditions_in(row[0].c_str())) all.push_back(std::move(condition));
    return all;
}

std::vector<Condition> silent_workers(pqxx::transaction_base& transaction) {
    std::vector<Condition> conditions;
    const auto rows = transaction.exec(
        "WITH acknowledged AS (SELECT subject, max(acknowledged_until) AS until FROM hub.alarm "
        "WHERE kind = 'worker_restarting' AND acknowledged_until IS NOT NULL GROUP BY subject) "
        "SELECT w.host || ' ' || w.name AS subject, "
        "to_char(max(w.reported_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS last "
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
