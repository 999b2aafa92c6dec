// queues/outcome_writer.cpp: commits outcomes, then gives places back and removes entries.
#include <algorithm>

#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {

void Worker::add_outcome(Outcome outcome) {
    waiting_.push_back(std::move(outcome));
    if (!writer_asleep_) return;
    writer_asleep_ = false;
    after(world_.pause(), Happens::writer);
}

void Worker::writer_step() {
    if (batch_.empty()) {
        const auto count = static_cast<std::ptrdiff_t>(std::min(world_.campaign.writer_batch, waiting_.size()));
        batch_.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.begin() + count));
        waiting_.erase(waiting_.begin(), waiting_.begin() + count);
    }
    if (batch_.empty()) {
        writer_asleep_ = true;
        return;
    }
    if (!world_.guards.outcome_before_place) give_places_back();
    if (!world_.guards.outcome_before_acknowledgement) acknowledge();
    if (!alive_) return;
    const Fate fate = database_fate();
    if (takes_effect(fate)) {
        world_.database.begin();
        for (const auto& outcome : batch_) (void)change(outcome.transition, outcome.asked_to_wait);
        world_.database.commit(true);
    }
    if (dies_of(fate)) return;
    if (fate == Fate::done || !world_.guards.outcomes_are_repeated) {
        give_places_back();
        acknowledge();
        batch_.clear();
    }
    if (alive_) after(fate == Fate::done ? world_.pause() : 200, Happens::writer);
}

void Worker::give_places_back() {
    for (auto& outcome : batch_)
        if (std::exchange(outcome.had_place, false)) --places_used_;
}

void Worker::acknowledge() {
    std::vector<StreamId> positions;
    for (auto& outcome : batch_)
        if (std::exchange(outcome.positioned, false)) positions.push_back(outcome.position);
    remove_from_lane(positions);
}

}  // namespace hub::simulation
