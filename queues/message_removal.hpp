#pragma once

#include <cstdint>
#include <string>

#include "queues/database_session.hpp"
#include "queues/retention.hpp"
#include "router/core/clock.hpp"

namespace hub::queues {

// Removes messages that have been kept long enough, with their deliveries and events, and answers kept under an
// Idempotency-Key for more than a day, in passes over the old ones: a
// pass begins every ten minutes, looks at a bounded number each step, and costs one indexed query when there is nothing
// old. Every process has one; of several only one works at a time. Counts in hub_messages_removed_total and logs.
class MessageRemoval {
public:
    MessageRemoval(DatabaseSession& database, Retention retention, const Clock& clock);

    // One part of a pass, or nothing while none is due. When the database is away the part is done again later.
    void step();

private:
    bool remove_part();

    DatabaseSession& database_;
    const Retention retention_;
    const Clock& clock_;
    MonotonicTime next_pass_{};
    std::string after_time_, after_id_;  // where the pass goes on; empty: at its beginning
};

}  // namespace hub::queues
