#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "router/core/clock.hpp"
#include "router/core/queued_route.hpp"

namespace hub::queues {

// Keeps the retries of a connector to a share of its traffic over the last minute, so that an outage is not made longer
// by those who wait for its end (reliability plan, F13 and F15). Only retries that fail use it up: one that is answered
// has cost the other side no more than a first call, counts as one, and so lets the next go on: after an outage the
// backlog leaves faster and faster. Pure; times come from the caller.
class RetryBudget {
public:
    explicit RetryBudget(RetryBudgetSettings settings) : settings_(settings) {}

    // How many retries may begin now.
    std::size_t room(MonotonicTime now);
    // Whether one may begin; a yes must be followed by exactly one of answered(), failed() or not_made().
    bool permits(MonotonicTime now);

    void first_call(MonotonicTime now);  // one that was no retry has ended, however it did
    void answered(MonotonicTime now);
    void failed() {}  // it stays used up until it is a minute old
    void not_made(MonotonicTime now);

    // How long one waits that got none: some seconds to a minute, another time for each, so that they do not all come
    // back together and those behind them never wait longer than that for an outage to be over.
    std::chrono::milliseconds next_turn();

    const RetryBudgetSettings& settings() const { return settings_; }

private:
    struct Slot {
        std::int64_t number = -1;
        std::int64_t calls = 0;    // that were no failed retries
        std::int64_t retries = 0;  // under way or failed
    };
    static constexpr std::chrono::seconds kSlot{5};
    static constexpr std::size_t kSlots = 12;

    Slot& slot_at(MonotonicTime now);
    void give_back(MonotonicTime now);

    RetryBudgetSettings settings_;
    std::array<Slot, kSlots> slots_{};
    std::uint64_t turns_ = 0;
};

}  // namespace hub::queues
