#pragma once

namespace hub::queues {

// How long messages are kept, in days of 24 hours since their last delivery ended.
struct Retention {
    int finished_days = 90;  // all sent, failed or dropped
    int parked_days = 180;   // with one that is parked or unknown
};

}  // namespace hub::queues
