#include "queues/outcome_writer.hpp"

#include <algorithm>
#include <utility>

#include "queues/transition_store.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kBatch = 512;

void count(const std::vector<Outcome>& batch) {
    for (const auto& outcome : batch)
        metrics::number("hub_deliveries_total", "state=\"" + std::string(to_string(outcome.transition.to)) + "\"").fetch_add(1);
}

}  // namespace

OutcomeWriter::OutcomeWriter(DatabaseSession& database, LaneStreams& streams, SendingPlaces& places,
                             std::string worker_name)
    : database_(database), streams_(streams), places_(places), worker_name_(std::move(worker_name)), wake_([] {}) {}

void OutcomeWriter::add(std::vector<Outcome> outcomes) {
    {
        const std::lock_guard lock(mutex_);
        for (auto& outcome : outcomes) waiting_.push_back(std::move(outcome));
    }
    wake_();
}

void OutcomeWriter::add(Outcome outcome) {
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(outcome));
    }
    wake_();
}

bool OutcomeWriter::idle() const {
    const std::lock_guard lock(mutex_);
    return waiting_.empty() && !busy_;
}

milliseconds OutcomeWriter::step() {
    if (batch_.empty()) {
        const std::lock_guard lock(mutex_);
        const auto count = static_cast<std::ptrdiff_t>(std::min(kBatch, waiting_.size()));
        batch_.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.begin() + count));
        waiting_.erase(waiting_.begin(), waiting_.begin() + count);
        busy_ = !batch_.empty();
    }
    if (batch_.empty()) return milliseconds(1'000);
    const auto committed = commit(batch_);
    if (!committed) {
        // Also after a commit in doubt: repeated, it finds nothing left to change.
        if (committed.error().kind == ErrorKind::cancelled) return milliseconds(1'000);
        if (!std::exchange(failing_, true)) log::warning("outcomes.not_committed", {{"code", committed.error().code}});
        return milliseconds(200);
    }
    if (std::exchange(failing_, false)) log::info("outcomes.committed_again");
    settle(batch_);
    batch_.clear();
    const std::lock_guard lock(mutex_);
    busy_ = false;
    return waiting_.empty() ? milliseconds(1'000) : milliseconds(0);
}

Result<void> OutcomeWriter::commit(const std::vector<Outcome>& batch) {
    std::vector<Transition> transitions;
    transitions.reserve(batch.size());
    for (const auto& outcome : batch) transitions.push_back(outcome.transition);
    std::size_t changed = 0;
    HUB_FAILPOINT("K19.before");
    const auto done = database_.run([&](pqxx::transaction_base& transaction) {
        HUB_FAILPOINT("K19.inside");
        changed = apply(transaction, transitions, worker_name_).size();
        HUB_FAILPOINT("K19.after");
        HUB_FAILPOINT_DOING("K20.before", failpoint::write_commit(transaction, 6));
        HUB_FAILPOINT_DOING("K20.inside", failpoint::write_commit(transaction, 12));
    });
    HUB_FAILPOINT("K20.after");
    if (done && changed < batch.size())
        metrics::number("hub_outcomes_overtaken_total").fetch_add(static_cast<std::int64_t>(batch.size() - changed));
    return done;
}

void OutcomeWriter::settle(const std::vector<Outcome>& batch) {
    count(batch);
    std::vector<StreamPosition> positions;
    std::size_t places = 0;
    for (const auto& outcome : batch) {
        if (outcome.position) positions.push_back(*outcome.position);
        if (outcome.had_place) ++places;
    }
    if (places > 0) places_.give_back(places);
    // When Redis is away the entries stay; the reconciler removes them as stale.
    (void)streams_.remove(positions);
}

}  // namespace hub::queues
