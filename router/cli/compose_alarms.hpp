#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "queues/alarms/alarm_watch.hpp"
#include "queues/delivery_runtime.hpp"
#include "router/cli/configuration.hpp"
#include "router/cli/health.hpp"
#include "router/engine/dispatcher.hpp"
#include "router/runtime/task_group.hpp"

namespace hub::cli {

// The alarm watch of one worker with all that it sees: the checks, the calls, the breakers of direct routes and what
// the supervisor says about workers that died.
class Alarms {
public:
    // `deaths_descriptor` is the supervisor's DeathRecord, or -1. What is passed by reference must outlive it.
    Alarms(const Configuration& configuration, const std::string& worker_name, int deaths_descriptor,
           const Clock& clock, std::shared_ptr<const queues::RouteBook> routes,
           const queues::DeliveryRuntime& deliveries, const engine::Dispatcher& dispatcher, const Health& health);

    // Starts the watch, and in `tasks` what looks once a second at that which only the I/O thread may look at.
    void start(runtime::TaskGroup& tasks, boost::asio::any_io_executor executor);
    boost::asio::awaitable<void> stop();

private:
    queues::LocalState look() const;
    std::vector<queues::Condition> deaths() const;
    std::map<std::string, queues::RouteCalls> calls() const;
    boost::asio::awaitable<void> note_again_and_again();
    void note();

    const std::string host_;
    const int deaths_descriptor_;
    const Clock& clock_;
    const std::shared_ptr<const engine::RouteTable> table_;
    const queues::DeliveryRuntime& deliveries_;
    const engine::Dispatcher& dispatcher_;
    const Health& health_;
    mutable std::mutex mutex_;
    std::vector<HealthState> states_;  // under mutex: copies of what the I/O thread saw
    std::set<std::string> withheld_;   // likewise
    std::unique_ptr<runtime::AsyncEvent> pause_;
    bool stopping_ = false;
    queues::AlarmWatch watch_;  // last: its thread uses everything above
};

}  // namespace hub::cli
