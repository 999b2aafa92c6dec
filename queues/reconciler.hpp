#pragma once

#include <array>
#include <atomic>
#include <chrono>

#include "queues/database_session.hpp"
#include "queues/delivery_store.hpp"
#include "queues/lane_streams.hpp"
#include "queues/route_book.hpp"
#include "queues/worker_identity.hpp"

namespace hub::queues {

// Puts right what a crash, a cut or an emptied Redis left behind: makes missing streams and groups, publishes again what
// the streams have lost, removes what they hold in vain, and takes over what a lost worker held. Every process runs one;
// all it does may be done twice or be interrupted anywhere.
class Reconciler {
public:
    Reconciler(DatabaseSession& database, LaneStreams& streams, const RouteBook& routes, const WorkerIdentity& identity,
               const Clock& clock, Random random);

    // One round, every 2 s.
    std::chrono::milliseconds step();

    // Somebody found a group missing: the next round compares everything. From any thread.
    void streams_lost() { streams_lost_ = true; }

private:
    Result<void> take_over();
    void take_over_from(pqxx::transaction_base& transaction, std::int64_t worker);
    Result<void> reconcile_lane(std::size_t index, bool everything);
    bool worth_comparing(std::size_t index, std::size_t published, std::int64_t length) const;

    DatabaseSession& database_;
    LaneStreams& streams_;
    const RouteBook& routes_;
    const WorkerIdentity& identity_;
    const Clock& clock_;
    const Random random_;
    std::atomic<bool> streams_lost_{true};  // at the start nothing is known
    std::array<MonotonicTime, 3> compared_{};
};

}  // namespace hub::queues
