#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "queues/alarms/worker_report.hpp"
#include "queues/call_record.hpp"
#include "queues/redis_connection.hpp"
#include "queues/route_book.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {

struct AlarmSettings {
    runtime::DatabaseSettings database;  // of the application role
    RedisSettings redis;
    WorkerName worker;
    std::vector<std::string> mail_to;  // addresses; empty: nobody is mailed
};

// What only this process sees.
struct LocalState {
    std::vector<ReportedCheck> checks;
    std::vector<Condition> conditions{};
    std::map<std::string, RouteCalls> calls{};  // by route, since the process started
    std::map<std::string, std::chrono::milliseconds> taken_ago{};  // see WorkerReport
    std::int64_t sending = 0;
};

// Looks every two seconds, on a thread and connections of its own, at what this process sees and at the rows, and
// raises and ends alarms: each worker reports, one at a time decides for all of them and all machines. An alarm's row,
// and the messages "alarm.began" or "alarm.over" for the people it is mailed to, become true in one transaction. While
// PostgreSQL is away nothing can be raised; that is logged, and /readyz and the operations page say it.
class AlarmWatch {
public:
    // `look` is called on the watch's thread: it must be safe there and not block.
    AlarmWatch(AlarmSettings settings, const Clock& clock, std::shared_ptr<const RouteBook> routes,
               std::function<LocalState()> look);
    ~AlarmWatch();

    void start();
    // Withdraws this worker's report and ends, within two seconds at the most. On the I/O thread.
    boost::asio::awaitable<void> stop();

    // One round on the calling thread instead of start(); for tests. Errors: those of the database.
    Result<void> look_once();

private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace hub::queues
