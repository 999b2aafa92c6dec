#pragma once

#include <string>
#include <vector>

#include "queues/lane_streams.hpp"
#include "tests/faults/simulation/campaign.hpp"
#include "tests/faults/simulation/database.hpp"

namespace hub::simulation {

// A call of a provider by a worker's process.
struct Call {
    DeliveryView view;
    Time deadline = 0;
    int number = 0;  // under which its worker took it
    int worker = 0;
    int process = 0;
    queues::StreamId position;
    bool transmitted = false;
    bool ended = false;
};

// Sees everything, also what no worker can know, and says what must never be. Keeps the first violation only.
class Witness {
public:
    Witness(const Campaign& campaign, Database& database);

    const std::string& violation() const { return violation_; }
    bool violated() const { return !violation_.empty(); }
    void violate(std::string text);

    void worker_died(int process, std::int64_t culprit);  // culprit 0: chance
    void drained(int process);
    void call_begins(const Call& call, Time now);
    void transmitted(const Call& call, Time now);
    void accepted_by_provider(std::int64_t id);
    void refusal_received(std::int64_t id);
    // A committed change of a row that was `before`.
    void changed(const Row& before, const Transition& transition, Time asked_to_wait, Time now, int places);
    void taken_over(const Transition& transition, int number, bool holder_lives, int taker);
    // At the end: every delivery has come to its end, once.
    void check_the_end();

    struct Life {
        int effects = 0;     // what the recipient saw
        int calls = 0;       // requests that left a worker
        int unresolved = 0;  // of them, without an answer that says no
        int deaths = 0;      // processes that died while holding it
        int caused = 0;      // processes that died of it
        std::int64_t last_culprit = 0;
        Time not_before = 0;
    };
    Life& life(std::int64_t id) { return lives_[static_cast<std::size_t>(id - 1)]; }

    // What happened, for the statistics of a run.
    int duplicates_by_policy = 0;
    int unknown = 0;
    int cuts_counted_as_crashes = 0;

private:
    const QueuedRoute& route_of(std::int64_t id) const;
    bool process_of(int number, int process) const;

    const Campaign& campaign_;
    Database& database_;
    std::vector<Life> lives_;
    std::string violation_;
};

}  // namespace hub::simulation
