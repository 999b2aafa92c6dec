#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "queues/redis_connection.hpp"
#include "router/core/attempts.hpp"
#include "router/runtime/blocking_pool.hpp"

namespace hub::queues {

// Attempts as one process alone remembers them. Bounded: beyond kMostKeys, keys not yet known share one count.
class OwnAttempts {
public:
    explicit OwnAttempts(const Clock& clock) : clock_(clock) {}

    // How long these must wait, by the share that one of `workers` has.
    std::chrono::milliseconds wait(const std::vector<AttemptKey>& attempts, int workers);
    void count(const std::vector<AttemptKey>& attempts);
    void forget(const std::string& key) { counts_.erase(key); }
    void give_back(const std::string& key);

    static constexpr std::size_t kMostKeys = 50'000;

private:
    struct Count {
        int tries = 0;
        MonotonicTime last{};
        std::chrono::milliseconds forget_after{0};
    };
    Count& count_of(const AttemptKey& attempt);

    const Clock& clock_;
    std::unordered_map<std::string, Count> counts_;
};

// Attempts that Redis counts for everybody by its own clock. While it cannot be asked, each process gives its share of
// the rules, the whole divided by the number of live workers, of what it has itself seen. I/O thread only.
class AttemptCounts final : public Attempts {
public:
    // `workers`: how many are alive, 0 when that is not known.
    AttemptCounts(RedisSettings redis, const Clock& clock, std::function<int()> workers);
    ~AttemptCounts() override;

    boost::asio::awaitable<std::chrono::milliseconds> take(std::vector<AttemptKey> attempts,
                                                           Deadline deadline) override;
    boost::asio::awaitable<void> succeeded(std::string forgotten, std::string given_back, Deadline deadline) override;

private:
    const Clock& clock_;
    const std::function<int()> workers_;
    OwnAttempts own_;
    RedisConnection redis_;
    runtime::BlockingPool pool_;  // last: its thread uses the connection
};

}  // namespace hub::queues
