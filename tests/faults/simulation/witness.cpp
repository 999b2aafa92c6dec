#include "tests/faults/simulation/witness.hpp"

#include "queues/worker_identity.hpp"

namespace hub::simulation {
namespace {

std::string delivery_text(std::int64_t id) { return "delivery " + std::to_string(id) + ": "; }

}  // namespace

Witness::Witness(const Campaign& campaign, Database& database)
    : campaign_(campaign), database_(database), lives_(campaign.deliveries.size()) {}

void Witness::violate(std::string text) {
    if (violation_.empty()) violation_ = std::move(text);
}

const QueuedRoute& Witness::route_of(std::int64_t id) const {
    const auto index = static_cast<std::size_t>(database_.rows[static_cast<std::size_t>(id - 1)].route);
    return campaign_.routes[index];
}

bool Witness::process_of(int number, int process) const {
    return number != 0 && database_.sessions[static_cast<std::size_t>(number - 1)].process == process;
}

void Witness::worker_died(int process, std::int64_t culprit) {
    for (std::size_t index = 0; index < database_.rows.size(); ++index) {
        const Row& row = database_.rows[index];
        if ((row.state != State::leased && row.state != State::sending) || !process_of(row.leased_by, process))
            continue;
        lives_[index].deaths += 1;
        lives_[index].last_culprit = culprit;
    }
    if (culprit == 0) return;
    Life& culprits = life(culprit);
    culprits.caused += 1;
    // Crashes that cannot be told from an outage go uncounted, so the bound is a loose one: it shows that there is an
    // end.
    if (culprits.caused > route_of(culprit).max_crashes + static_cast<int>(database_.sessions.size()) / 2 + 8)
        violate(delivery_text(culprit) + "killed " + std::to_string(culprits.caused) + " workers");
}

void Witness::drained(int process) {
    for (std::size_t index = 0; index < database_.rows.size(); ++index) {
        const Row& row = database_.rows[index];
        if ((row.state == State::leased || row.state == State::sending) && process_of(row.leased_by, process))
            violate(delivery_text(static_cast<std::int64_t>(index) + 1) +
                    "left behind by a worker that ended in order");
    }
}

void Witness::call_begins(const Call& call, Time now) {
    const auto& session = database_.sessions[static_cast<std::size_t>(call.number - 1)];
    const auto freshness = queues::WorkerIdentity::kFreshness.count();
    if (!session.open && now - session.ended_at > freshness)
        violate(delivery_text(call.view.id) + "called by a worker whose session ended " +
                std::to_string(now - session.ended_at) + " ms before");
}

void Witness::transmitted(const Call& call, Time now) {
    const auto id = call.view.id;
    const Row& row = database_.row(id);
    const QueuedRoute& route = route_of(id);
    Life& its = life(id);
    its.calls += 1;
    if ((row.state != State::leased && row.state != State::sending) || row.epoch != call.view.epoch ||
        row.leased_by != call.number)
        violate(delivery_text(id) + "sent by worker number " + std::to_string(call.number) + " at epoch " +
                std::to_string(call.view.epoch) + " although the row is " + std::string(to_string(row.state)) +
                " at epoch " + std::to_string(row.epoch) + " of number " + std::to_string(row.leased_by));
    if (route.unknown == UnknownRule::show && its.unresolved > 0)
        violate(delivery_text(id) + "called again although the call before may have arrived (unknown: show)");
    if (its.calls > route.retry.attempts) violate(delivery_text(id) + "called more often than its route allows");
    if (now < row.next_attempt_at) violate(delivery_text(id) + "called before its next attempt was due");
    if (now < its.not_before) violate(delivery_text(id) + "called before the provider's Retry-After");
    its.unresolved += 1;
}

void Witness::accepted_by_provider(std::int64_t id) {
    Life& its = life(id);
    const auto route = static_cast<std::size_t>(database_.row(id).route);
    if (its.effects > 0 && campaign_.provider_has_keys[route]) return;
    its.effects += 1;
    if (its.effects == 1) return;
    duplicates_by_policy += 1;
    if (campaign_.routes[route].unknown == UnknownRule::show) violate(delivery_text(id) + "arrived twice");
}

void Witness::refusal_received(std::int64_t id) { life(id).unresolved -= 1; }

void Witness::changed(const Row& before, const Transition& transition, Time asked_to_wait, Time now, int places) {
    if (is_final(before.state))
        violate(delivery_text(transition.id) + std::string(to_string(before.state)) + " became " +
                std::string(to_string(transition.to)));
    Life& its = life(transition.id);
    if (asked_to_wait > 0) its.not_before = now + asked_to_wait;
    if (transition.to == State::unknown) unknown += 1;
    if (transition.to == State::sent && its.effects == 0)
        violate(delivery_text(transition.id) + "called sent, but the provider has never accepted it");
    if (transition.to != State::sending || before.leased_by == 0) return;
    const int process = database_.sessions[static_cast<std::size_t>(before.leased_by - 1)].process;
    int sending = 0;
    for (const Row& row : database_.rows)
        if (row.state == State::sending && process_of(row.leased_by, process)) ++sending;
    if (sending > places)
        violate(std::to_string(sending) + " in sending at one worker that has " + std::to_string(places) + " places");
}

void Witness::taken_over(const Transition& transition, int number, bool holder_lives, int taker) {
    const Life& its = life(transition.id);
    if (holder_lives && transition.crashes_step > 0) {
        // A worker that is only cut off looks like a dead one to the others; one that has been heard of since does not.
        cuts_counted_as_crashes += 1;
        if (!database_.lock_is_free(number))
            violate(delivery_text(transition.id) + "a crash was counted although its worker lives and has its session");
        if (database_.ended_with_server(number) || database_.entered_again(number) || process_of(number, taker))
            violate(delivery_text(transition.id) + "an outage was counted as a crash of its worker");
    }
    // A route that forgives no crash at all blames bystanders too: nothing of it travels alone before the first.
    if (transition.to != State::parked || route_of(transition.id).max_crashes == 1 || holder_lives) return;
    if (its.last_culprit != 0 && its.last_culprit != transition.id)
        violate(delivery_text(transition.id) + "parked for a crash that delivery " + std::to_string(its.last_culprit) +
                " caused");
}

void Witness::check_the_end() {
    for (std::size_t index = 0; index < database_.rows.size(); ++index) {
        const auto id = static_cast<std::int64_t>(index) + 1;
        const Row& row = database_.rows[index];
        if (!is_final(row.state)) violate(delivery_text(id) + "lost: still " + std::string(to_string(row.state)));
        if (row.state == State::sent && lives_[index].effects == 0)
            violate(delivery_text(id) + "sent, but not in the ledger");
    }
}

}  // namespace hub::simulation
