#pragma once

#include "queues/flow_control.hpp"
#include "queues/redis_connection.hpp"
#include "queues/route_book.hpp"

namespace hub::queues {

// Tells the other processes, through Redis, which connectors asked to be left alone, and learns it from them. Durations
// only: nobody's clock needs to agree with another's. Without Redis each process knows what it was told itself.
class PauseExchange {
public:
    PauseExchange(RedisConnection& redis, const RouteBook& routes, FlowControl& flow)
        : redis_(redis), routes_(routes), flow_(flow) {}

    // One round. What cannot be told now, Redis being away, is told in a later one.
    void step();

private:
    RedisConnection& redis_;
    const RouteBook& routes_;
    FlowControl& flow_;
};

}  // namespace hub::queues
