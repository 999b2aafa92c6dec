#pragma once

#include <chrono>

#include "router/core/clock.hpp"
#include "router/core/retry.hpp"

namespace hub::queues {

// When to try again to reach a server that could not be reached: exponential with jitter, without end.
class Reconnection {
public:
    // Waits grow from about `first` to `cap`.
    Reconnection(std::chrono::milliseconds first, std::chrono::milliseconds cap, Random random)
        : policy_{1'000'000'000, first, cap}, random_(std::move(random)) {}

    bool is_due(MonotonicTime now) const { return now >= next_; }
    void succeeded() { failures_ = 0; }
    void failed(MonotonicTime now) {
        ++failures_;
        // Half of the wait is fixed, so that a dead server is not hammered when chance is small.
        next_ = now + *retry_delay(policy_, failures_, std::nullopt, 0.5 + 0.5 * random_());
    }

private:
    RetryPolicy policy_;
    Random random_;
    int failures_ = 0;
    MonotonicTime next_{};
};

}  // namespace hub::queues
