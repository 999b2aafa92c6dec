#pragma once

#include <atomic>
#include <chrono>

#include "router/core/clock.hpp"

namespace hub::test {

// A clock that moves only when told to.
class FakeClock final : public Clock {
public:
    explicit FakeClock(WallTime start = WallTime(std::chrono::seconds(1'790'000'000))) : start_(start) {}
    WallTime wall() const override { return start_ + elapsed_.load(); }
    MonotonicTime monotonic() const override { return MonotonicTime(std::chrono::hours(1)) + elapsed_.load(); }
    void advance(std::chrono::milliseconds by) { elapsed_.store(elapsed_.load() + by); }

private:
    const WallTime start_;
    std::atomic<std::chrono::milliseconds> elapsed_{std::chrono::milliseconds(0)};
};

}  // namespace hub::test
