#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "queues/call_record.hpp"
#include "queues/consumer.hpp"
#include "queues/redis_connection.hpp"
#include "queues/retention.hpp"
#include "queues/route_book.hpp"
#include "router/core/clock.hpp"
#include "router/core/deadline.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {

struct DeliverySettings {
    runtime::DatabaseSettings database;  // of the application role
    RedisSettings redis;
    std::string worker_name = "worker";  // what people call this process
    Retention retention{};
};

// One line of the readiness answer.
struct DeliveryCheck {
    std::string name;
    bool ok = false;
    std::string detail;
};

// The delivery machinery of one process: relay, consumer, outcome writer, reconciler and the sign of life, each on a
// thread with connections of its own; sinks are called on the I/O thread. Nothing of it ever blocks that thread.
// Without Redis or PostgreSQL everything waits and goes on when they are back.
class DeliveryRuntime {
public:
    // `executor` is the I/O thread's. References outlive the runtime.
    DeliveryRuntime(DeliverySettings settings, const Clock& clock, std::shared_ptr<const RouteBook> routes,
                    QueuedTargets targets, boost::asio::any_io_executor executor, Random random = system_random);
    // After stop(), or once the executor's context no longer runs: then breaks what is under way, for others to take over.
    ~DeliveryRuntime();

    void start();

    // Takes no more deliveries and begins no more calls from now on; stop() does the rest. From any thread.
    void stop_taking();

    // Takes no more deliveries at once, lets the calls under way end, commits their outcomes, hands back what was not
    // called, and gives up this process's number. False when the deadline came first: what was under way is logged and
    // taken over by another process. To be awaited once, on the I/O thread.
    boost::asio::awaitable<bool> stop(Deadline deadline);

    // "redis", "delivery_worker" and "delivery_settings". From any thread.
    std::vector<DeliveryCheck> checks() const;

    // The name of this process in hub.worker and in events.
    const std::string& worker_name() const;
    // How many workers are alive; 0 while that is not known. From any thread.
    int workers() const;
    // What became of its calls. From any thread.
    const CallRecord& calls() const;

    // Deliveries in state sending.
    std::size_t sending() const;

private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace hub::queues
