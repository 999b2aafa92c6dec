#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "queues/database_session.hpp"
#include "queues/delivery_store.hpp"
#include "queues/lane_streams.hpp"
#include "queues/rate_control.hpp"
#include "queues/route_book.hpp"
#include "queues/sender.hpp"
#include "router/core/handler.hpp"

namespace hub::queues {

// What queued routes can lead to, by the names used in routes.json. What is pointed to outlives the delivery machinery.
struct QueuedTargets {
    std::map<std::string, Sink*> connectors;
    std::map<std::string, const Translator*> translators;  // called on the consumer's thread
};

// Takes deliveries out of the lanes: leases them, hands back those that have to wait, translates the messages of the
// others, stores that the call begins, and only then hands them to the sender. One per process, on a thread of its own.
class Consumer {
public:
    struct Parts {
        DatabaseSession& database;
        LaneStreams& streams;
        SendingPlaces& places;
        const WorkerIdentity& identity;
        const RouteBook& routes;
        const QueuedTargets& targets;
        FlowControl& flow;
        RateControl& rates;
        OutcomeWriter& outcomes;
        Sender& sender;
        const Clock& clock;
        std::function<void()> streams_lost;  // called when a group was missing
    };

    explicit Consumer(Parts parts) : parts_(std::move(parts)) {}

    // One round: reads and works on one batch. Returns the pause until the next.
    std::chrono::milliseconds step();

    // Nothing is leased from now on; what is leased and not yet sending is handed back. From any thread.
    void stop_taking() { stopping_ = true; }

private:
    struct Prepared;

    std::chrono::milliseconds read_and_take(std::int64_t worker);
    void take(std::int64_t worker, std::vector<LaneEntry> entries);
    void take_chunk(std::int64_t worker, const std::vector<LaneEntry>& entries);
    Result<std::vector<LeasedDelivery>> lease_all(std::int64_t worker, const std::vector<LaneEntry>& entries);
    std::variant<Prepared, Happening> make_ready(LeasedDelivery leased, const LaneEntry& entry, std::int64_t worker,
                                                 MonotonicTime asked) const;
    void hand_back_leases(const std::vector<LaneEntry>& entries);
    Result<Prepared> prepare(LeasedDelivery leased, const LaneEntry& entry, std::int64_t worker) const;
    void keep_to_rates(std::vector<Prepared>& prepared, std::vector<Outcome>& uncalled);
    void begin_calls(std::vector<Prepared> prepared);

    Parts parts_;
    std::atomic<bool> stopping_{false};
    std::vector<LaneEntry> unleased_;  // entries that were read while the database was away
    std::deque<LaneEntry> alone_;      // entries that are sent while nothing else is
    bool one_alone_ = false;           // such a one is under way
};

}  // namespace hub::queues
