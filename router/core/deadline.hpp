#pragma once

#include <algorithm>
#include <chrono>

#include "router/core/clock.hpp"

namespace hub {

// The moment after which an answer is of no use any more, on the monotonic clock. A value; passed by copy to
// everything that takes time.
class Deadline {
public:
    // No sooner than `in` from now.
    static Deadline after(const Clock& clock, std::chrono::milliseconds in) { return Deadline(clock.monotonic() + in); }
    explicit Deadline(MonotonicTime at) : at_(at) {}

    MonotonicTime at() const { return at_; }
    bool passed(const Clock& clock) const { return clock.monotonic() >= at_; }

    // Never negative; rounded down.
    std::chrono::milliseconds remaining(const Clock& clock) const {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(at_ - clock.monotonic());
        return std::max(left, std::chrono::milliseconds(0));
    }

    // The earlier of this one and `in` from now.
    Deadline at_most(const Clock& clock, std::chrono::milliseconds in) const {
        return Deadline(std::min(at_, clock.monotonic() + in));
    }

private:
    MonotonicTime at_;
};

}  // namespace hub
