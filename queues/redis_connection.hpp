#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "queues/redis_reply.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub::queues {

struct RedisSettings {
    std::string host = "127.0.0.1";
    int port = 6379;
};

using RedisCommand = std::vector<std::string>;

// One connection to Redis for one thread; connects when it is used, and again after it broke, with growing pauses.
// Every command has an end: connecting takes at most 1 s, an answer at most 3 s.
class RedisConnection {
public:
    RedisConnection(RedisSettings settings, const Clock& clock);
    ~RedisConnection();

    // Sends one command. An error answer of Redis is a value here, see RedisValue::is_error.
    // Errors: transient "redis.unavailable" (the command may have been carried out), transient "redis.waiting" while a
    // pause after a failed attempt lasts, cancelled "redis.interrupted".
    Result<RedisValue> command(const RedisCommand& command);

    // Sends all commands at once and collects the answers, one each. When the connection breaks on the way the whole is
    // an error, although some may have been carried out.
    Result<std::vector<RedisValue>> pipeline(const std::vector<RedisCommand>& commands);

    // Breaks whatever is under way and everything later; from any thread.
    void interrupt();

    bool connected() const;

    // The longest a command may ask Redis to block.
    static constexpr std::chrono::milliseconds kLongestBlock{1'000};

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hub::queues
