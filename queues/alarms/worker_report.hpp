#pragma once

#include <map>
#include <string>
#include <vector>

#include "queues/alarms/alarm.hpp"

namespace pqxx {
class transaction_base;
}

// What each worker says about itself every two seconds: a row of hub.worker_report, read by whoever decides about
// alarms and by the operations page. The functions throw what libpqxx throws.
namespace hub::queues {

struct ReportedCheck {
    std::string name;
    bool ok = false;
    std::string detail;
};

// Calls of one route within the last minute.
struct RouteRate {
    std::int64_t taken = 0;
    std::int64_t failed = 0;
};

struct WorkerReport {
    std::vector<ReportedCheck> checks;
    std::vector<Condition> conditions;       // what only this process sees
    std::map<std::string, RouteRate> rates;  // by route
    std::map<std::string, std::chrono::milliseconds> taken_ago{};  // by connector: since it took a message last
    std::int64_t sending = 0;                // deliveries that are under way
};

struct WorkerName {
    std::string unique;  // of this process
    std::string name;    // "worker-1"
    std::string host;
    int pid = 0;
};

// The JSON object of hub.worker_report.report.
std::string to_json(const WorkerReport& report);
// The conditions in such an object; what is not understood is left out.
std::vector<Condition> conditions_in(std::string_view report);

// A report as it was read, so old.
struct ReadReport {
    std::string report;
    std::chrono::milliseconds age{0};
};
// What the workers see, all together: a provider that took a message from one of them after it failed another's refuses
// nobody any more.
std::vector<Condition> conditions_of(const std::vector<ReadReport>& reports);

void write_report(pqxx::transaction_base& transaction, const WorkerName& worker, const WorkerReport& report);
// For a worker that ends in order: its silence means nothing.
void withdraw_report(pqxx::transaction_base& transaction, const WorkerName& worker);

// What workers see that have reported within the last ten seconds.
std::vector<Condition> reported_conditions(pqxx::transaction_base& transaction);
// Workers that have not reported for 30 s without having withdrawn, of which no successor of the same name and host
// reports, as far as nobody has acknowledged it.
std::vector<Condition> silent_workers(pqxx::transaction_base& transaction);
// Removes reports that are older than a day, and those that have a successor.
void forget_old_reports(pqxx::transaction_base& transaction);

}  // namespace hub::queues
