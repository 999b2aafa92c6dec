#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "router/core/deadline.hpp"

namespace hub {

// How tries that may be guesses are slowed: so many pass at once, each further one waits twice as long as the one
// before it. What counts is forgotten after a time without any.
struct AttemptRule {
    int free = 0;
    std::chrono::milliseconds first_wait{1'000};
    std::chrono::milliseconds longest_wait{60'000};
    std::chrono::milliseconds forget_after{3'600'000};
};

// The wait after `tries` tries until the next.
std::chrono::milliseconds wait_after(const AttemptRule& rule, int tries);

// The part of a rule that one of `workers` may give when they cannot count together: together no more than the whole.
AttemptRule share_of(const AttemptRule& rule, int workers);

// One thing that tries are counted by. The key holds nothing personal.
struct AttemptKey {
    std::string key;
    AttemptRule rule;
};

// Counts tries for all workers and machines together, and goes on for itself alone while that is impossible.
class Attempts {
public:
    virtual ~Attempts() = default;

    // Counts a try under all of these, or under none of them when one says to wait: then for how long. Zero: go on.
    virtual boost::asio::awaitable<std::chrono::milliseconds> take(std::vector<AttemptKey> attempts,
                                                                   Deadline deadline) = 0;

    // After a try that was no guess: everything counted under `forgotten` is gone, and one try under `given_back`.
    // Either may be empty: nothing.
    virtual boost::asio::awaitable<void> succeeded(std::string forgotten, std::string given_back,
                                                   Deadline deadline) = 0;
};

}  // namespace hub
