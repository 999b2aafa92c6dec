#pragma once

#include <string>

#include "router/core/unit_of_work.hpp"

namespace hub::queues {

// The state of the whole hub as operators look at it, for any number of machines:
//   {"at", "alarms": {"open", "recent"}, "workers": [{"worker", "name", "host", "pid", "started_at", "reported_at",
//    "silent", "report": {"checks", "conditions", "rates", "sending"}}],
//    "lanes": [{"lane", "waiting", "in_stream", "leased", "sending", "unknown", "parked", "failed"}], "counted_to": N,
//    "schedules": [{"name", "cron", "days", "type", "paused", "next_at"?, "last"?: {"due_at", "outcome", "missed",
//    "message_id"?}}]}
// Counts go by the indexes of what waits or needs attention and end at `counted_to` each, however much there is. Throws
// what libpqxx throws.
std::string read_state(UnitOfWork& unit_of_work);

}  // namespace hub::queues
