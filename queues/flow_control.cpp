#include "queues/flow_control.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "queues/delivery_window.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

// Whether a failure says that the other side cannot take anything at present, rather than this one message.
bool speaks_against_the_target(ErrorKind kind) {
    return kind == ErrorKind::transient || kind == ErrorKind::unknown_outcome;
}

bool is_an_answer(ErrorKind kind) {
    return kind == ErrorKind::forbidden || kind == ErrorKind::not_found || kind == ErrorKind::conflict ||
           kind == ErrorKind::invalid || kind == ErrorKind::permanent;
}

// What a failed call means for the budget: only an answer, be it a no, costs the other side as little as a first call.
void settle(RetryBudget& budget, ErrorKind kind, Attempt attempt, MonotonicTime now) {
    if (attempt == Attempt::first) budget.first_call(now);
    else if (is_an_answer(kind)) budget.answered(now);
    else if (speaks_against_the_target(kind) || kind == ErrorKind::throttled) budget.failed();
    else budget.not_made(now);
}

// How long those wait that a breaker turns away: a good while, for there may be many, and not so long that a provider
// which has recovered stands idle.
milliseconds turned_away_for(const Breaker& breaker, MonotonicTime now) {
    constexpr milliseconds kShortest(250);
    constexpr milliseconds kLongest(5'000);
    const auto while_probing = std::clamp(breaker.settings().open / 4, kShortest, kLongest);
    return std::max(breaker.until_probe(now), while_probing);
}

}  // namespace

std::optional<Hold> FlowControl::closed(const QueuedRoute& route) const {
    if (route.window) {
        const auto left = until_open(*route.window, clock_.wall());
        if (left.count() > 0) return Hold{left, "calls begin at " + time_of_day_text(route.window->from)};
    }
    const auto now = clock_.monotonic();
    const std::lock_guard lock(mutex_);
    const auto found = connectors_.find(route.connector);
    if (found == connectors_.end() || found->second.paused_until <= now) return std::nullopt;
    return Hold{std::chrono::ceil<milliseconds>(found->second.paused_until - now), route.connector + " asked to wait"};
}

Admission FlowControl::by_breaker(const QueuedRoute& route) const {
    if (!route.breaker) return {kNoLimit};
    const auto now = clock_.monotonic();
    const auto found = connectors_.find(route.connector);
    if (found == connectors_.end() || !found->second.breaker) return {kNoLimit};
    const Breaker& breaker = *found->second.breaker;
    return {breaker.room(now), {turned_away_for(breaker, now), route.connector + " keeps failing"}};
}

Admission FlowControl::admission(const QueuedRoute& route, Attempt attempt) {
    if (auto hold = closed(route)) return {0, std::move(*hold)};
    const std::lock_guard lock(mutex_);
    auto admission = by_breaker(route);
    if (attempt == Attempt::first || !route.retry_budget) return admission;
    RetryBudget& budget = *budget_of(route);
    const auto room = budget.room(clock_.monotonic());
    if (room < admission.most)
        admission = {room, {budget.next_turn(), "for its turn among the retries to " + route.connector}};
    return admission;
}

milliseconds FlowControl::postpone_retry(const QueuedRoute& route) {
    metrics::number("hub_retries_postponed_total", "connector=\"" + route.connector + "\"").fetch_add(1);
    const std::lock_guard lock(mutex_);
    return budget_of(route)->next_turn();
}

bool FlowControl::permits_call(const QueuedRoute& route, Attempt attempt) {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.monotonic();
    RetryBudget* const budget = attempt == Attempt::again ? budget_of(route) : nullptr;
    if (budget && !budget->permits(now)) return false;
    if (!route.breaker || breaker_of(route)->permits(now)) return true;
    if (budget) budget->not_made(now);
    return false;
}

void FlowControl::answered(const QueuedRoute& route, Attempt attempt) {
    const std::lock_guard lock(mutex_);
    if (auto* budget = budget_of(route))
        attempt == Attempt::again ? budget->answered(clock_.monotonic()) : budget->first_call(clock_.monotonic());
    if (route.breaker) breaker_of(route)->succeeded();
}

void FlowControl::failed(const QueuedRoute& route, const Error& error, Attempt attempt) {
    const std::lock_guard lock(mutex_);
    if (error.retry_after && (error.kind == ErrorKind::throttled || error.kind == ErrorKind::transient))
        pause(connectors_[route.connector], *error.retry_after);
    if (auto* budget = budget_of(route)) settle(*budget, error.kind, attempt, clock_.monotonic());
    Breaker* breaker = breaker_of(route);
    if (!breaker) return;
    if (speaks_against_the_target(error.kind)) breaker->failed(clock_.monotonic());
    else if (is_an_answer(error.kind)) breaker->succeeded();
    else breaker->abandoned();
}

void FlowControl::not_called(const QueuedRoute& route, Attempt attempt) {
    const std::lock_guard lock(mutex_);
    if (attempt == Attempt::again)
        if (auto* budget = budget_of(route)) budget->not_made(clock_.monotonic());
    if (route.breaker) breaker_of(route)->abandoned();
}

void FlowControl::heard(const Pause& heard) {
    const std::lock_guard lock(mutex_);
    auto& connector = connectors_[heard.connector];
    const bool was_new = connector.pause_is_new;
    pause(connector, heard.left);
    connector.pause_is_new = was_new;
}

std::vector<Pause> FlowControl::take_new_pauses() {
    std::vector<Pause> pauses;
    const auto now = clock_.monotonic();
    const std::lock_guard lock(mutex_);
    for (auto& [name, connector] : connectors_) {
        if (!std::exchange(connector.pause_is_new, false) || connector.paused_until <= now) continue;
        pauses.push_back({name, std::chrono::ceil<milliseconds>(connector.paused_until - now)});
    }
    return pauses;
}

void FlowControl::tell_again(const std::vector<Pause>& pauses) {
    const std::lock_guard lock(mutex_);
    for (const auto& pause : pauses) connectors_[pause.connector].pause_is_new = true;
}

void FlowControl::pause(Connector& connector, milliseconds time) {
    const auto until = clock_.monotonic() + std::clamp(time, milliseconds(0), milliseconds(kLongestPause));
    if (until <= connector.paused_until) return;
    connector.paused_until = until;
    connector.pause_is_new = true;
}

// Null where the route has none. Other settings than before, after a reload, begin anew.
Breaker* FlowControl::breaker_of(const QueuedRoute& route) {
    if (!route.breaker) return nullptr;
    auto& breaker = connectors_[route.connector].breaker;
    if (!breaker || !(breaker->settings() == *route.breaker)) breaker.emplace(*route.breaker);
    return &*breaker;
}

// Null where the route has none; as with breakers.
RetryBudget* FlowControl::budget_of(const QueuedRoute& route) {
    if (!route.retry_budget) return nullptr;
    auto& budget = connectors_[route.connector].budget;
    if (!budget || !(budget->settings() == *route.retry_budget)) budget.emplace(*route.retry_budget);
    return &*budget;
}

}  // namespace hub::queues
