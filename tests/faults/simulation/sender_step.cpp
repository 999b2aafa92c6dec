// queues/sender.cpp, a connector that keeps its deadline, and the provider at the other end.
#include <algorithm>

#include "tests/faults/simulation/provider.hpp"
#include "tests/faults/simulation/worker.hpp"

namespace hub::simulation {
namespace {

using std::chrono::milliseconds;

constexpr Time kGrace = 2'000;
// How long a process may stand still between a look at the clock and what it does then; the margin is there for this.
constexpr Time kBlindness = 4'000;

}  // namespace

void Worker::call_begins(std::size_t index) {
    Call& call = world_.calls[index];
    const bool late = world_.guards.passed_deadline_does_not_call && world_.now >= call.deadline;
    const bool lost = world_.guards.lost_session_does_not_call && current() != call.number;
    if (late || lost) {
        call.ended = true;
        return finish(call, queues::NotCalled{});
    }
    world_.witness.call_begins(call, world_.now);
    const bool poison = world_.planned(call.view.id).poison == Poison::at_call;
    if (poison && world_.chance.one_in(2)) return die(call.view.id);
    const Time patience = std::max<Time>(0, call.deadline - world_.now);
    const Time connecting = std::min(world_.chance.latency(20, 10'000), patience);
    const Time leaves =
        world_.chance.one_in(40) && world_.trouble() ? patience + world_.chance.between(0, kBlindness) : connecting;
    const Time gives_up =
        std::max(patience, leaves) + (world_.chance.one_in(4) ? kGrace : world_.chance.between(0, 50));
    after(leaves, Happens::call_leaves, static_cast<std::int64_t>(index));
    after(gives_up, Happens::call_given_up, static_cast<std::int64_t>(index));
}

void Worker::call_leaves(std::size_t index) {
    Call& call = world_.calls[index];
    if (call.ended) return;
    const bool noticed = world_.now > call.deadline + kBlindness;
    if (world_.provider_is_away() || (noticed && world_.guards.passed_deadline_does_not_call)) {
        call.ended = true;
        return finish(call, queues::Refused{Error{ErrorKind::transient, "not.reached", ""}, world_.chance.fraction()});
    }
    call.transmitted = true;
    if (world_.traced())
        note("calls for delivery " + std::to_string(call.view.id) + " epoch " + std::to_string(call.view.epoch));
    world_.witness.transmitted(call, world_.now);
    const auto odds = world_.trouble() ? world_.campaign.provider_odds : 0;
    const bool lost = odds > 0 && world_.chance.one_in(odds * 4);
    if (!lost)
        world_.schedule(world_.chance.latency(30, world_.trouble() ? 20'000 : 100), Happens::call_arrives, -1, 0,
                        static_cast<std::int64_t>(index));
    if (world_.planned(call.view.id).poison == Poison::at_call) die(call.view.id);
}

void Worker::call_answered(std::size_t index, std::int64_t answer) {
    Call& call = world_.calls[index];
    if (call.ended) return;
    call.ended = true;
    const Answer said = static_cast<Answer>(answer);
    if (said == Answer::taken) return finish(call, queues::Accepted{"ok"});
    world_.witness.refusal_received(call.view.id);
    const Error error = error_of(said, world_.chance);
    finish(call, queues::Refused{error, world_.chance.fraction()}, error.retry_after.value_or(milliseconds(0)).count());
}

void Worker::call_given_up(std::size_t index) {
    Call& call = world_.calls[index];
    if (call.ended) return;
    call.ended = true;
    const ErrorKind kind = call.transmitted ? ErrorKind::unknown_outcome : ErrorKind::transient;
    finish(call, queues::Refused{Error{kind, "sink.no_answer", ""}, world_.chance.fraction()});
}

void Worker::finish(Call& call, const queues::Happening& happening, Time asked_to_wait) {
    const QueuedRoute& route = world_.route_of(call.view.id);
    --calls_under_way_;
    if (!world_.guards.sending_before_call) {
        DeliveryView leased = call.view;
        leased.state = State::leased;
        add_outcome({*world_.rules.next(leased, route, queues::CallBegins{}), call.position, false, false});
    }
    const auto transition = world_.rules.next(call.view, route, happening);
    if (transition) add_outcome({*transition, call.position, true, true, asked_to_wait});
}

}  // namespace hub::simulation
