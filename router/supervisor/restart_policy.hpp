#pragma once

#include <chrono>

#include "router/core/clock.hpp"

namespace hub::supervisor {

// When a worker that died is started again: at once after a long life, later and later (200 ms doubling to 10 s) when
// it keeps dying young. Pure.
class RestartPolicy {
public:
    // Notes a death; returns how long to wait before the next start.
    std::chrono::milliseconds after_death(MonotonicTime started, MonotonicTime died);

private:
    int young_deaths_ = 0;
};

}  // namespace hub::supervisor
