#pragma once

#include <chrono>

#include "router/core/clock.hpp"

namespace hub::queues {

// Permits to call, dripping in at a steady rate. Begins empty, so that a bucket nobody knows the past of permits
// nothing that was used up before. Times come from the caller.
class TokenBucket {
public:
    // How many of `wanted` are given now, at `per_second` (> 0) and with room for `most` (>= 1).
    int take(int wanted, double per_second, double most, MonotonicTime now);
    // Until the next one is there.
    std::chrono::milliseconds until_next(double per_second) const;

private:
    double tokens_ = 0;
    MonotonicTime filled_{};
    bool begun_ = false;
};

}  // namespace hub::queues
