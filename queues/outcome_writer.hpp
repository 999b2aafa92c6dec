#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "queues/database_session.hpp"
#include "queues/delivery_rules.hpp"
#include "queues/lane_streams.hpp"
#include "queues/loop_thread.hpp"
#include "queues/sending_places.hpp"

namespace hub::queues {

// What became of a delivery this worker held.
struct Outcome {
    Transition transition;
    std::optional<StreamPosition> position;  // removed from its stream once the transition is committed
    bool had_place = false;                  // counted among those in sending
};

// Makes outcomes durable: commits them in batches, then gives their places back and removes their stream entries. Keeps
// what it could not commit and tries again for as long as it lives; an outcome that somebody else has overtaken changes
// nothing. What is lost with the process is found by the takeover.
class OutcomeWriter {
public:
    OutcomeWriter(DatabaseSession& database, LaneStreams& streams, SendingPlaces& places, std::string worker_name);

    // From any thread.
    void add(std::vector<Outcome> outcomes);
    void add(Outcome outcome);

    // One round of the writer's thread. Returns the pause until the next.
    std::chrono::milliseconds step();
    // What wakes the thread; set before anything is added.
    void set_wake(std::function<void()> wake) { wake_ = std::move(wake); }

    // Whether everything added so far is committed.
    bool idle() const;

private:
    Result<void> commit(const std::vector<Outcome>& batch);
    void settle(const std::vector<Outcome>& batch);

    DatabaseSession& database_;
    LaneStreams& streams_;
    SendingPlaces& places_;
    const std::string worker_name_;
    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::vector<Outcome> waiting_;
    std::vector<Outcome> batch_;  // the writer's thread only: being committed
    bool busy_ = false;
    bool failing_ = false;  // the writer's thread only: the last commit failed
};

}  // namespace hub::queues
