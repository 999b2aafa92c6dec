#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "queues/database_session.hpp"
#include "queues/delivery_store.hpp"
#include "queues/flow_control.hpp"
#include "queues/lane_streams.hpp"
#include "queues/rate_control.hpp"
#include "queues/route_book.hpp"

namespace hub::queues {

// Brings due rows into the lanes' streams, and no more than the streams should hold: what waits, waits in PostgreSQL,
// also what could not be called now; so it stands in nobody's way. Every process runs one; they share the rows without
// knowing of each other.
class Relay {
public:
    // Entries per lane above which nothing is added: an emptied Redis is refilled in seconds, and memory is bounded.
    static constexpr std::int64_t kHighWater = 5'000;

    Relay(DatabaseSession& database, LaneStreams& streams, const RouteBook& routes, FlowControl& flow,
          RateControl& rates);

    // One round. Returns the pause until the next; waits for the outbox's notification itself when nothing is due.
    std::chrono::milliseconds step();

private:
    // How many rows were brought on, or put off.
    Result<std::size_t> publish(Lane lane);
    std::vector<Postponed> hold_back(std::vector<DueDelivery>& due);
    std::vector<Ticket> tickets_for(const std::vector<DueDelivery>& due) const;
    void notice_refusal(const std::string& refusal);

    DatabaseSession& database_;
    LaneStreams& streams_;
    const RouteBook& routes_;
    FlowControl& flow_;
    RateControl& rates_;
    bool refused_ = false;  // Redis refused the last batch
};

}  // namespace hub::queues
