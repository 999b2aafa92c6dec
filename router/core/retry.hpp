#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace hub {

// When to try again after a failure that may pass.
struct RetryPolicy {
    int attempts = 1;                        // calls at most, the first one included
    std::chrono::milliseconds first{1'000};  // longest wait after the first failure; doubles with each further one
    std::chrono::milliseconds cap{60'000};   // longest wait ever, unless the other side asks for more
};

// Gives numbers from 0 up to but not including 1; injected so that tests know them.
using Random = std::function<double()>;

// Random numbers from the operating system's source; safe from any thread.
double system_random();

// How long to wait after `attempts_made` calls (>= 1) before the next; empty when the policy allows no further one.
// Exponential with full jitter: `random` times the doubled and capped wait. `retry_after`, what the other side asked
// for, is never undercut, and is spread by at most `first` so that not everybody comes back in the same moment.
std::optional<std::chrono::milliseconds> retry_delay(const RetryPolicy& policy, int attempts_made,
                                                     std::optional<std::chrono::milliseconds> retry_after,
                                                     double random);

}  // namespace hub
