// A worker's process: its birth and death, and the session that is its sign of life (queues/worker_identity.cpp).
#include "queues/worker_identity.hpp"
#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {
namespace {

constexpr Time kDrainTime = 10'000;

}  // namespace

void Worker::start() {
    note("starts");
    for (const auto thread : {Happens::identity, Happens::relay, Happens::consumer, Happens::reconciler})
        after(world_.chance.between(0, 20), thread);
}

void Worker::die(std::int64_t culprit) {
    if (!alive_) return;
    alive_ = false;
    note(culprit == 0 ? "dies" : "dies of delivery " + std::to_string(culprit));
    world_.witness.worker_died(process_, culprit);
    // The server notices at once when only the process died, later when the whole machine did.
    if (held_session_ != 0)
        world_.schedule(world_.chance.one_in(4) ? world_.chance.between(0, 9'000) : 0, Happens::session_ends, -1, 0,
                        held_session_);
    world_.schedule(world_.chance.between(50, 3'000), Happens::restart, -1, 0, index_);
}

void Worker::drain() {
    if (!alive_ || draining_) return;
    draining_ = true;
    drained_by_ = world_.now + kDrainTime;
    after(20, Happens::draining);
}

void Worker::drain_step() {
    const bool through = consumer_ended_ && calls_under_way_ == 0 && waiting_.empty() && batch_.empty();
    if (!through && world_.now >= drained_by_) return die(0);
    if (!through) return after(20, Happens::draining);
    note("ends, drained");
    world_.witness.drained(process_);
    alive_ = false;
    world_.database.end_session(held_session_, world_.now);
    world_.schedule(world_.chance.between(50, 3'000), Happens::restart, -1, 0, index_);
}

void Worker::after(Time delay, Happens what, std::int64_t number, std::int64_t value) {
    world_.schedule(delay, what, index_, process_, number, value);
}

int Worker::current() const {
    return world_.now - confirmed_ <= queues::WorkerIdentity::kFreshness.count() ? number_ : 0;
}

Time Worker::present_for() const { return current() == 0 ? 0 : world_.now - entered_; }

void Worker::lose_session() {
    if (number_ != 0) note("loses its session, number " + std::to_string(number_));
    number_ = 0;
    // The socket is closed; the server hears of it when there is a way.
    if (held_session_ != 0)
        world_.schedule(reaches_database() ? 0 : world_.chance.between(0, 9'000), Happens::session_ends, -1, 0,
                        held_session_);
    held_session_ = 0;
}

void Worker::enter() {
    held_session_ = world_.database.enter(index_, process_);
    number_ = held_session_;
    confirmed_ = world_.now;
    entered_ = world_.now;
    note("enters as number " + std::to_string(number_));
}

void Worker::identity_step() {
    if (!reaches_database()) {
        lose_session();
        return after(300, Happens::identity);
    }
    if (number_ == 0) {
        enter();
        return after(1'000, Happens::identity);
    }
    if (world_.database.lock_is_free(number_)) {
        lose_session();
        return after(1, Happens::identity);
    }
    after(world_.trouble() ? world_.chance.latency(5, 6'000) : 1, Happens::confirmed, number_, world_.now);
}

void Worker::session_confirmed(int number, Time asked) {
    if (number_ == number) {
        if (current() == 0) entered_ = asked;
        confirmed_ = world_.guards.confirmed_when_asked ? asked : world_.now;
    }
    after(1'000, Happens::identity);
}

bool Worker::dies_of(Fate fate) {
    if (fate != Fate::dies_before && fate != Fate::dies_after) return false;
    die(0);
    return true;
}

bool Worker::change(const Transition& transition, Time asked_to_wait) {
    const Row before = world_.database.row(transition.id);
    if (!world_.database.apply(transition, world_.now)) return false;
    if (world_.traced())
        note("delivery " + std::to_string(transition.id) + ": " + std::string(to_string(before.state)) + " epoch " +
             std::to_string(before.epoch) + " -> " + std::string(to_string(transition.to)) + " " +
             transition.error_code);
    world_.witness.changed(before, transition, asked_to_wait, world_.now, world_.campaign.places);
    return true;
}

void Worker::remove_from_lane(const std::vector<StreamId>& ids) {
    if (ids.empty()) return;
    const Fate fate = world_.redis_fate();
    if (takes_effect(fate)) world_.lane.remove(ids);
    (void)dies_of(fate);
}

void Worker::note(const std::string& text) const {
    if (world_.traced()) world_.note("worker " + std::to_string(index_ + 1) + " " + text);
}

bool Worker::idle() const {
    return waiting_.empty() && batch_.empty() && places_used_ == 0 && unleased_.empty() && together_.empty() &&
           alone_.empty();
}

}  // namespace hub::simulation
