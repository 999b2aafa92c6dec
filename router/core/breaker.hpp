#pragma once

#include <cstddef>

#include "router/core/clock.hpp"

namespace hub {

// When calls to a target are withheld because it keeps failing.
struct BreakerSettings {
    int failures = 5;                        // in a row, until the breaker opens
    std::chrono::milliseconds open{10'000};  // how long it stays open before a call is let through to probe

    bool operator==(const BreakerSettings&) const = default;
};

// A circuit breaker as a pure state machine: closed -> open after enough failures in a row -> half-open, where 1, then
// 2, then 4 calls at a time probe the target -> closed. Times come from the caller; not for more than one thread.
class Breaker {
public:
    enum class State { closed, open, half_open };

    explicit Breaker(BreakerSettings settings) : settings_(settings) {}

    // Whether a call may be made now. A yes must be followed by exactly one of succeeded(), failed() or abandoned().
    bool permits(MonotonicTime now);
    // The target answered, be it with a refusal.
    void succeeded();
    // The target did not answer, or said that it cannot.
    void failed(MonotonicTime now);
    // The call says nothing about the target: its caller had too little time.
    void abandoned();

    State state() const { return state_; }
    // How many calls would be permitted now: none while open, as many as may probe at a time while half-open. Closed:
    // no limit.
    std::size_t room(MonotonicTime now) const;
    // While open: until the first probe may be made. Otherwise zero.
    std::chrono::milliseconds until_probe(MonotonicTime now) const;
    const BreakerSettings& settings() const { return settings_; }

private:
    void open(MonotonicTime now);

    BreakerSettings settings_;
    State state_ = State::closed;
    int failures_ = 0;  // in a row, while closed
    MonotonicTime opened_{};
    int width_ = 0;      // half-open: calls that may be under way at a time: 1, 2, 4
    int under_way_ = 0;  // half-open: calls made and not yet answered
    int successes_ = 0;  // half-open: at the present width
};

}  // namespace hub
