#pragma once

#include <chrono>
#include <string>

#include "queues/redis_connection.hpp"
#include "router/core/queued_route.hpp"

namespace hub::queues {

// How many calls may be made now, and when the next one may.
struct Grant {
    int given = 0;
    std::chrono::milliseconds next{0};
};

// One token bucket per connector for all workers and machines, kept by Redis: every taking is one script, by Redis' own
// time. A bucket that Redis has forgotten begins empty.
class SharedTokens {
public:
    explicit SharedTokens(RedisConnection& redis) : redis_(redis) {}

    // Takes up to `wanted` tokens and leaves `keep` in the bucket. Errors: those of RedisConnection; transient
    // "redis.refused" when Redis does not run the script, for example because its memory is full.
    Result<Grant> take(const std::string& connector, const CallRate& rate, int wanted, int keep);

private:
    RedisConnection& redis_;
};

}  // namespace hub::queues
