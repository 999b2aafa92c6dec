#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "queues/delivery_runtime.hpp"
#include "queues/redis_connection.hpp"
#include "tests/support/servers.hpp"

namespace hub::queues {

// Counts what it is given and answers "taken", or what it was told to; may hold its answers back. Shared by hubs on
// several threads.
class CountingSink final : public Sink {
public:
    struct Call {
        Message message;
        Delivery delivery;
        MonotonicTime at{};
    };

    boost::asio::awaitable<Result<Receipt>> deliver(Message message, Delivery delivery) override;
    boost::asio::awaitable<Result<void>> check(Deadline) override { co_return Result<void>::success(); }

    void answer_next(std::vector<Error> errors);
    void hold() { held_ = true; }
    void release() { held_ = false; }

    int calls() const;
    Call call(std::size_t index) const;
    std::size_t different_keys() const;
    bool has_seen(const std::string& type) const;

private:
    std::optional<Error> remember(const Message& message, const Delivery& delivery);

    mutable std::mutex mutex_;
    std::vector<Call> calls_;
    std::vector<Error> errors_;
    std::atomic<bool> held_{false};
};

// A migrated database, a Redis, and what one hub process is made of, over and over.
class DeliveryTest : public testing::Test {
protected:
    DeliveryTest();

    // Publishes messages in one transaction; returns their ids.
    std::vector<std::string> publish(int count, const std::string& type = "shop.approved");
    void publish_and_fail();
    // Publishes one message with these extensions beside its own; the result is the transaction's.
    Result<void> publish_with(const std::map<std::string, std::string>& extensions);

    // Brings all due rows into the streams, as a relay does, without a hub.
    void relay_everything();

    // Deliveries in a state.
    int count(const std::string& state);
    std::string text_of(const std::string& query);
    void execute(const std::string& statement);
    RedisValue redis(const RedisCommand& command);
    // Entries in all lanes.
    std::int64_t redis_entries();

    // Until the condition holds; false when it does not within the time. What must come gets far more than it needs, also
    // on a busy machine.
    static bool eventually(const std::function<bool()>& condition,
                           std::chrono::milliseconds longest = std::chrono::seconds(60));

    test::Servers& servers;
    std::vector<QueuedRoute> routes;
    const Clock* clock = &system_clock();  // of hubs made from now on
    CountingSink sink;                     // the connector "mail"
    CountingSink push_sink;                // the connector "push"
    std::map<std::string, const Translator*> translators;
    Retention retention;

    // One hub process but for the process: an I/O thread and the delivery machinery.
    class Hub {
    public:
        explicit Hub(DeliveryTest& test, const std::string& name = "worker");
        // Stops in order if that has not happened yet.
        ~Hub();

        // Stops the machinery in order; `meanwhile` is called once that has begun.
        bool stop(const std::function<void()>& meanwhile = [] {},
                  std::chrono::milliseconds longest = std::chrono::seconds(10));
        const DeliveryRuntime& runtime() const { return *runtime_; }
        boost::asio::io_context& context() { return context_; }

    private:
        boost::asio::io_context context_;
        boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
        std::shared_ptr<RouteBook> book_;
        std::unique_ptr<DeliveryRuntime> runtime_;
        std::thread thread_;
    };

    friend class Hub;

private:
    std::shared_ptr<RouteBook> book() const { return std::make_shared<RouteBook>(routes); }
};

}  // namespace hub::queues
