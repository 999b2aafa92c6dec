#include "queues/shared_tokens.hpp"

#include "router/core/log.hpp"

namespace hub::queues {
namespace {

// Whole microseconds fit a double; their text must not be shortened, which Lua's own conversion does.
constexpr const char* kTake = R"lua(
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local state = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local per_second, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local wanted, keep = tonumber(ARGV[3]), tonumber(ARGV[4])
local tokens = tonumber(state[1] or '0') or 0
local at = tonumber(state[2] or '') or now
if now > at then tokens = tokens + (now - at) * per_second / 1000000 end
tokens = math.min(burst, tokens)
local given = math.max(0, math.min(wanted, math.floor(tokens - keep)))
tokens = tokens - given
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.0f', now))
return {given, math.max(0, math.ceil((keep + 1 - tokens) * 1000 / per_second))}
)lua";

}  // namespace

Result<Grant> SharedTokens::take(const std::string& connector, const CallRate& rate, int wanted, int keep) {
    const std::string key = "hub:rate:" + connector;
    const auto reply = redis_.command({"EVAL", kTake, "1", key, std::to_string(rate.per_second),
                                       std::to_string(rate.burst), std::to_string(wanted), std::to_string(keep)});
    if (!reply) return reply.error();
    if (reply->is_error() || reply->elements.size() != 2) {
        // Somebody put another kind of value under our name.
        if (reply->text.find("WRONGTYPE") != std::string::npos) {
            log::warning("redis.foreign_key", {{"key", key}});
            (void)redis_.command({"DEL", key});
        }
        return Error{ErrorKind::transient, "redis.refused", reply->text};
    }
    const auto given = read_integer(reply->elements[0]);
    const auto next = read_integer(reply->elements[1]);
    if (!given || !next) return given ? next.error() : given.error();
    return Grant{static_cast<int>(*given), std::chrono::milliseconds(*next)};
}

}  // namespace hub::queues
