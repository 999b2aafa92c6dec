// queues/reconciler.cpp: takes over what lost workers held, and puts the stream right.
#include <algorithm>

#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {
namespace {

using std::chrono::milliseconds;

constexpr Time kRound = 2'000;
constexpr Time kPatience = 3'000;
constexpr Time kCompareAnyway = 10'000;
constexpr Time kLastWord = 3'000;

}  // namespace

void Worker::reconciler_step() {
    Time delay = world_.pause();
    switch (reconciling_) {
        case Reconciling::take_over:
            take_over();
            reconciling_ = Reconciling::groups;
            break;
        case Reconciling::groups:
            if (world_.redis_is_away()) {
                streams_lost_ = true;
                reconciling_ = Reconciling::take_over;
                delay = kRound;
                break;
            }
            everything_ = world_.lane.ensure_group(world_.guards.groups_begin_at_zero) || streams_lost_;
            streams_lost_ = false;
            reconciling_ = Reconciling::rows;
            break;
        case Reconciling::rows:
            if (reconcile_rows()) reconciling_ = Reconciling::contents;
            else delay = next_lane_round();
            break;
        case Reconciling::contents:
            world_.lane.fill(contents_);
            reconciling_ = Reconciling::comparing;
            break;
        case Reconciling::comparing:
            if (!compare_and_withdraw()) streams_lost_ = streams_lost_ || everything_;
            delay = next_lane_round();
            break;
    }
    if (alive_) after(delay, Happens::reconciler);
}

Time Worker::next_lane_round() {
    reconciling_ = Reconciling::take_over;
    if (world_.lane_lock == process_) world_.lane_lock = 0;
    return kRound;
}

void Worker::take_over() {
    Fate fate = database_fate();
    if (fate == Fate::failed) return;
    std::vector<int> holders;
    for (const Row& row : world_.database.rows)
        if ((row.state == State::leased || row.state == State::sending) &&
            std::find(holders.begin(), holders.end(), row.leased_by) == holders.end())
            holders.push_back(row.leased_by);
    if (holders.empty()) return;
    world_.database.begin();
    for (const int number : holders) {
        if (number == current()) continue;
        if (world_.guards.takeover_needs_free_lock && !world_.database.lock_is_free(number)) continue;
        const bool crashed = !world_.database.ended_by_outage(number, process_);
        if (!takes_effect(fate)) continue;
        for (const auto& transition : transitions_of(number, crashed)) {
            if (!change(transition)) continue;
            const bool lives =
                number != 0 && world_.lives(world_.database.sessions[static_cast<std::size_t>(number - 1)].process);
            world_.witness.taken_over(transition, number, lives, process_);
            // Often enough somebody dies while taking over.
            if (fate == Fate::done && world_.trouble() && world_.chance.one_in(20)) fate = Fate::dies_after;
        }
    }
    world_.database.commit(true);
    (void)dies_of(fate);
}

std::vector<Transition> Worker::transitions_of(int number, bool crashed) {
    std::vector<Transition> transitions;
    for (std::size_t index = 0; index < world_.database.rows.size(); ++index) {
        const Row& row = world_.database.rows[index];
        if ((row.state != State::leased && row.state != State::sending) || row.leased_by != number) continue;
        if (row.state == State::sending && present_for() < kLastWord) continue;
        const auto id = static_cast<std::int64_t>(index) + 1;
        const queues::WorkerLost lost{milliseconds(world_.now - row.sending_since), crashed, world_.chance.fraction()};
        if (auto transition = world_.rules.next(world_.database.view(id), world_.route_of(id), lost))
            transitions.push_back(std::move(*transition));
    }
    return transitions;
}

bool Worker::reconcile_rows() {
    if (!world_.guards.lost_tickets_are_replaced && !world_.guards.reconciler_drops_stale) return false;
    if (!reaches_database() || world_.redis_is_away()) return false;
    if (world_.guards.reconcilers_take_turns) {
        if (world_.lane_lock != 0) return false;
        world_.lane_lock = process_;
    }
    std::size_t published = 0;
    for (const Row& row : world_.database.rows) published += row.state == State::pending && row.published ? 1u : 0u;
    const auto length = world_.lane.entries.size();
    const bool worth = published > length || ((published > 0 || length > 0) && world_.now - compared_ > kCompareAnyway);
    if (!everything_ && !world_.lane.has_idle(kPatience, world_.now) && !worth) return false;
    rows_.clear();
    for (std::size_t index = 0; index < world_.database.rows.size(); ++index) {
        const Row& row = world_.database.rows[index];
        if (row.state == State::pending && row.published && (everything_ || row.published_at <= world_.now - kPatience))
            rows_.push_back({static_cast<std::int64_t>(index) + 1, row.epoch});
    }
    world_.lane.describe(contents_, world_.now);
    return true;
}

bool Worker::compare_and_withdraw() {
    const Fate fate = database_fate();
    if (fate == Fate::failed || world_.redis_is_away()) return false;
    const auto differences = queues::compare(rows_, contents_, milliseconds(kPatience));
    std::vector<StreamId> useless = differences.garbage;
    for (const auto& leftover : differences.leftovers) {
        const bool known = world_.database.knows(leftover.ticket.delivery);
        const DeliveryView view = known ? world_.database.view(leftover.ticket.delivery) : DeliveryView{};
        const bool replaced = known && view.state == State::pending;
        if (replaced || queues::is_stale(leftover.ticket, known ? &view : nullptr)) useless.push_back(leftover.id);
    }
    if (world_.guards.reconciler_drops_stale) remove_from_lane(useless);
    if (!alive_) return false;  // the transaction goes with the process
    if (takes_effect(fate) && world_.guards.lost_tickets_are_replaced) {
        world_.database.begin();
        for (const auto& ticket : differences.lost)
            if (world_.database.withdraw(ticket) && world_.traced())
                note("withdraws " + std::to_string(ticket.delivery));
        world_.database.commit(true);
    }
    compared_ = world_.now;
    (void)dies_of(fate);
    return fate == Fate::done;
}

}  // namespace hub::simulation
