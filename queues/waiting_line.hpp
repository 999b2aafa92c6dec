#pragma once

#include <algorithm>
#include <chrono>

#include "router/core/clock.hpp"

namespace hub::queues {

// Spreads those who wait for a token over the time in which the tokens will come, so that each comes back about when
// there is one for it. Times come from the caller.
class WaitingLine {
public:
    bool empty(MonotonicTime now) const { return end_ <= now; }

    // How long the next one in line waits: no less than `least`, and `spacing` longer than the one before.
    std::chrono::milliseconds join(std::chrono::milliseconds least, std::chrono::microseconds spacing,
                                   MonotonicTime now) {
        const auto place = std::max(end_, now + least);
        end_ = place + spacing;
        return std::chrono::ceil<std::chrono::milliseconds>(place - now);
    }

private:
    MonotonicTime end_{};
};

}  // namespace hub::queues
