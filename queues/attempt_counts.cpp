#include "queues/attempt_counts.hpp"

#include <algorithm>

#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr std::size_t kMostWaiting = 512;
constexpr milliseconds kLongestAsk{1'000};
constexpr int kCautiousWorkers = 16;  // while their number is not known

// For each key: free tries, first and longest wait, and how long the count is kept.
constexpr const char* kTake = R"lua(
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local longest = 0
for index, key in ipairs(KEYS) do
    local state = redis.call('HMGET', key, 'tries', 'at')
    local tries, at = tonumber(state[1] or '0') or 0, tonumber(state[2] or '0') or 0
    local free, first, cap = tonumber(ARGV[4 * index - 3]), tonumber(ARGV[4 * index - 2]), tonumber(ARGV[4 * index - 1])
    if tries >= free then longest = math.max(longest, at + math.min(cap, first * 2 ^ (tries - free)) - now) end
end
if longest > 0 then return math.ceil(longest) end
for index, key in ipairs(KEYS) do
    redis.call('HINCRBY', key, 'tries', 1)
    redis.call('HSET', key, 'at', string.format('%.0f', now))
    redis.call('PEXPIRE', key, ARGV[4 * index])
end
return 0
)lua";

constexpr const char* kSucceeded = R"lua(
redis.call('DEL', KEYS[1])
if tonumber(redis.call('HGET', KEYS[2], 'tries') or '0') > 0 then redis.call('HINCRBY', KEYS[2], 'tries', -1) end
return 0
)lua";

std::string redis_key(const std::string& key) { return "hub:attempt:" + key; }

RedisCommand take_command(const std::vector<AttemptKey>& attempts) {
    RedisCommand command{"EVAL", kTake, std::to_string(attempts.size())};
    for (const auto& attempt : attempts) command.push_back(redis_key(attempt.key));
    for (const auto& [key, rule] : attempts) {
        command.push_back(std::to_string(rule.free));
        for (const auto time : {rule.first_wait, rule.longest_wait, rule.forget_after})
            command.push_back(std::to_string(time.count()));
    }
    return command;
}

// One script; its number as text.
asio::awaitable<Result<std::string>> run_script(runtime::BlockingPool& pool, RedisConnection& redis,
                                                RedisCommand command, Deadline deadline) {
    std::function<Result<std::string>()> job = [&redis, command = std::move(command)]() -> Result<std::string> {
        const auto reply = redis.command(command);
        if (!reply) return reply.error();
        const auto number = read_integer(*reply);
        if (!number) return number.error();
        return std::to_string(*number);
    };
    return runtime::run_blocking<std::string>(pool, std::move(job), deadline);
}

}  // namespace

OwnAttempts::Count& OwnAttempts::count_of(const AttemptKey& attempt) {
    const auto now = clock_.monotonic();
    if (counts_.size() >= kMostKeys && !counts_.contains(attempt.key))
        std::erase_if(counts_, [now](const auto& each) { return now - each.second.last > each.second.forget_after; });
    const bool full = counts_.size() >= kMostKeys && !counts_.contains(attempt.key);
    auto& count = counts_[full ? std::string("others") : attempt.key];
    if (now - count.last > attempt.rule.forget_after) count = Count{};
    return count;
}

milliseconds OwnAttempts::wait(const std::vector<AttemptKey>& attempts, int workers) {
    milliseconds longest{0};
    for (const auto& attempt : attempts) {
        const auto& count = count_of(attempt);
        const auto until = count.last + wait_after(share_of(attempt.rule, workers), count.tries);
        longest = std::max(longest, std::chrono::ceil<milliseconds>(until - clock_.monotonic()));
    }
    return longest;
}

void OwnAttempts::count(const std::vector<AttemptKey>& attempts) {
    for (const auto& attempt : attempts) {
        auto& count = count_of(attempt);
        ++count.tries;
        count.last = clock_.monotonic();
        count.forget_after = attempt.rule.forget_after;
    }
}

void OwnAttempts::give_back(const std::string& key) {
    const auto found = counts_.find(key);
    if (found != counts_.end() && found->second.tries > 0) --found->second.tries;
}

AttemptCounts::AttemptCounts(RedisSettings redis, const Clock& clock, std::function<int()> workers)
    : clock_(clock),
      workers_(std::move(workers)),
      own_(clock),
      redis_(std::move(redis), clock),
      pool_("attempts", 1, kMostWaiting, clock) {}

AttemptCounts::~AttemptCounts() { redis_.interrupt(); }

asio::awaitable<milliseconds> AttemptCounts::take(std::vector<AttemptKey> attempts, Deadline deadline) {
    auto asking = run_script(pool_, redis_, take_command(attempts), deadline.at_most(clock_, kLongestAsk));
    const auto answer = co_await std::move(asking);
    milliseconds wait{0};
    if (answer) {
        wait = milliseconds(std::stoll(*answer));
    } else {
        metrics::number("hub_attempts_own_share_total").fetch_add(1);
        const int workers = workers_();
        wait = own_.wait(attempts, workers > 0 ? workers : kCautiousWorkers);
    }
    // Also while Redis counts: when it vanishes, what was tried before is not forgotten.
    if (wait.count() == 0) own_.count(attempts);
    co_return wait;
}

asio::awaitable<void> AttemptCounts::succeeded(std::string forgotten, std::string given_back, Deadline deadline) {
    own_.forget(forgotten);
    own_.give_back(given_back);
    RedisCommand command{"EVAL", kSucceeded, "2", redis_key(forgotten), redis_key(given_back)};
    auto telling = run_script(pool_, redis_, std::move(command), deadline.at_most(clock_, kLongestAsk));
    (void)co_await std::move(telling);  // a count that stays goes away by itself
}

}  // namespace hub::queues
