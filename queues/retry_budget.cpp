#include "queues/retry_budget.hpp"

#include <algorithm>

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShortestTurn{5'000};
constexpr std::uint64_t kTurns = 55'000;   // milliseconds over which the turns are spread
constexpr std::uint64_t kStride = 33'991;  // without a common divisor: all turns come before one comes again

}  // namespace

RetryBudget::Slot& RetryBudget::slot_at(MonotonicTime now) {
    const std::int64_t number = now.time_since_epoch() / kSlot;
    Slot& slot = slots_[static_cast<std::size_t>(number) % kSlots];
    if (slot.number != number) slot = {number, 0, 0};
    return slot;
}

std::size_t RetryBudget::room(MonotonicTime now) {
    const std::int64_t current = slot_at(now).number;
    std::int64_t calls = 0;
    std::int64_t retries = 0;
    for (const auto& slot : slots_) {
        if (slot.number <= current - static_cast<std::int64_t>(kSlots)) continue;
        calls += slot.calls;
        retries += slot.retries;
    }
    const std::int64_t most = std::max<std::int64_t>(settings_.floor, calls * settings_.percent / 100);
    // One in every slot finds out whether the outage is over.
    const std::int64_t least = slot_at(now).retries == 0 ? 1 : 0;
    return static_cast<std::size_t>(std::max(least, most - retries));
}

bool RetryBudget::permits(MonotonicTime now) {
    if (room(now) == 0) return false;
    ++slot_at(now).retries;
    return true;
}

void RetryBudget::first_call(MonotonicTime now) { ++slot_at(now).calls; }

void RetryBudget::answered(MonotonicTime now) {
    give_back(now);
    first_call(now);
}

void RetryBudget::not_made(MonotonicTime now) { give_back(now); }

// To the latest slot that has one; one whose slot is over has been given back by time.
void RetryBudget::give_back(MonotonicTime now) {
    const std::int64_t current = slot_at(now).number;
    for (std::int64_t number = current; number > current - static_cast<std::int64_t>(kSlots) && number >= 0; --number) {
        Slot& slot = slots_[static_cast<std::size_t>(number) % kSlots];
        if (slot.number != number || slot.retries == 0) continue;
        --slot.retries;
        return;
    }
}

milliseconds RetryBudget::next_turn() {
    const std::uint64_t turn = turns_++ * kStride % kTurns;
    return kShortestTurn + milliseconds(turn);
}

}  // namespace hub::queues
