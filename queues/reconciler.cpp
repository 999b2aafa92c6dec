#include "queues/reconciler.hpp"

#include <limits>
#include <unordered_map>

#include <pqxx/pqxx>

#include "queues/delivery_rules.hpp"
#include "queues/lane_comparison.hpp"
#include "queues/relay.hpp"
#include "queues/transition_store.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kRound{2'000};
constexpr milliseconds kPatience{3'000};  // from being given out to being leased
// After an outage everybody comes back at once: those who kept what became of their calls commit it within the longest
// wait of a session between two attempts to connect.
constexpr milliseconds kLastWord{3'000};
constexpr milliseconds kCompareAnyway{10'000};  // while a lane is in use, even if nothing looks wrong
constexpr std::size_t kTakeoverBatch = 1'000;
constexpr std::size_t kMostCompared = 2 * Relay::kHighWater;

bool locks(pqxx::transaction_base& transaction, int lock_class, std::int64_t key) {
    // Nobody holds a lock on a number that is none of ours; somebody may have written one into a row.
    if (key > std::numeric_limits<int>::max()) return true;
    const auto row = transaction.exec_params1("SELECT pg_try_advisory_xact_lock($1::int, $2::int)", lock_class, key);
    return row[0].as<bool>();
}

// Whether a session is known to have ended for another reason than its process: it was one of ours, the server has been
// started since, or the process has entered again under another number.
bool ended_by_outage(pqxx::transaction_base& transaction, std::int64_t worker, const std::string& own_name) {
    const auto row = transaction.exec_params1(
        "SELECT EXISTS (SELECT FROM hub.worker AS lost WHERE lost.id = $1 "
        "AND (lost.name = $2 OR lost.started_at < pg_postmaster_start_time() "
        "OR EXISTS (SELECT FROM hub.worker AS next WHERE next.name = lost.name AND next.id > lost.id)))",
        worker, own_name);
    return row[0].as<bool>();
}

void forget_old_workers(pqxx::transaction_base& transaction) {
    transaction.exec_params0(
        "DELETE FROM hub.worker AS w WHERE started_at < now() - interval '1 day' "
        "AND NOT EXISTS (SELECT FROM hub.delivery WHERE work_list = 'active' "
        "AND leased_by = w.id AND state <> 'pending') "
        "AND pg_try_advisory_xact_lock($1::int, w.id::int)",
        kWorkerLocks);
}

}  // namespace

Reconciler::Reconciler(DatabaseSession& database, LaneStreams& streams, const RouteBook& routes,
                       const WorkerIdentity& identity, const Clock& clock, Random random)
    : database_(database),
      streams_(streams),
      routes_(routes),
      identity_(identity),
      clock_(clock),
      random_(std::move(random)) {}

milliseconds Reconciler::step() {
    (void)take_over();
    HUB_FAILPOINT_ONLY(if (failpoint::noted("taken over")) HUB_FAILPOINT("K25.after"));
    HUB_FAILPOINT_ONLY(if (failpoint::noted("parked")) HUB_FAILPOINT("K26.after"));
    const auto made = streams_.ensure_groups();
    if (!made) {
        streams_lost_ = true;  // who knows what Redis comes back with
        return kRound;
    }
    const bool everything = streams_lost_.exchange(false) || *made;
    for (std::size_t index = 0; index < compared_.size(); ++index) {
        const auto done = reconcile_lane(index, everything);
        if (!done) streams_lost_ = streams_lost_ || everything;
    }
    return kRound;
}

Result<void> Reconciler::take_over() {
    return database_.run([this](pqxx::transaction_base& transaction) {
        for (const auto worker : holders(transaction)) {
            // The lock is free: the session that held it is gone. Holding it now keeps other reconcilers away.
            if (worker != identity_.current() && locks(transaction, kWorkerLocks, worker))
                take_over_from(transaction, worker);
        }
        forget_old_workers(transaction);
    });
}

void Reconciler::take_over_from(pqxx::transaction_base& transaction, std::int64_t worker) {
    HUB_FAILPOINT("K25.before");
    const bool crashed = !ended_by_outage(transaction, worker, identity_.name());
    const bool all_have_spoken = identity_.present_for() >= kLastWord;
    std::vector<Transition> transitions;
    for (const auto& held : held_by(transaction, worker, kTakeoverBatch)) {
        if (held.view.state == State::sending && !all_have_spoken) continue;
        const auto route = routes_.find(held.route);
        const QueuedRoute unknown_route{};  // a route that is no longer there: its rows are parked at the next lease
        const WorkerLost lost{held.sending_for, crashed, random_(), held.expired};
        if (const auto transition = next(held.view, route ? *route : unknown_route, lost))
            transitions.push_back(*transition);
    }
    if (transitions.empty()) return;
    HUB_FAILPOINT_ONLY(bool parks = false);
    HUB_FAILPOINT_ONLY(for (const auto& each : transitions) parks = parks || each.to == State::parked);
    HUB_FAILPOINT_ONLY(if (parks) HUB_FAILPOINT("K26.before"));
    const auto changed = apply(transaction, transitions, identity_.name());
    HUB_FAILPOINT("K25.inside");
    HUB_FAILPOINT_ONLY(if (parks) HUB_FAILPOINT("K26.inside"));
    HUB_FAILPOINT_ONLY(failpoint::note("taken over"));
    HUB_FAILPOINT_ONLY(if (parks) failpoint::note("parked"));
    metrics::number("hub_deliveries_taken_over_total").fetch_add(static_cast<std::int64_t>(changed.size()));
    log::warning("deliveries.taken_over",
                 {{"worker", worker}, {"count", changed.size()}, {"crashed", crashed ? "yes" : "no"}});
}

bool Reconciler::worth_comparing(std::size_t index, std::size_t published, std::int64_t length) const {
    // More rows claim to be in the stream than it has entries: some are gone.
    if (static_cast<std::int64_t>(published) > length) return true;
    return (published > 0 || length > 0) && clock_.monotonic() - compared_[index] > kCompareAnyway;
}

Result<void> Reconciler::reconcile_lane(std::size_t index, bool everything) {
    const Lane lane = kLanes[index];
    std::optional<Error> failure;
    HUB_FAILPOINT("K23.before");
    const auto done = database_.run([&](pqxx::transaction_base& transaction) {
        if (!locks(transaction, kReconcilerLocks, static_cast<int>(index))) return;
        const auto lengths = streams_.lengths();
        const auto idle = streams_.has_idle(lane, kPatience);
        if (!lengths || !idle) {
            failure = lengths ? idle.error() : lengths.error();
            return;
        }
        if (!everything && !*idle && !worth_comparing(index, published_count(transaction, lane), lengths->at(index)))
            return;

        const auto rows = published(transaction, lane, everything ? milliseconds(0) : kPatience, kMostCompared);
        const auto contents = streams_.contents(lane, kMostCompared);
        if (!contents) {
            failure = contents.error();
            return;
        }
        HUB_FAILPOINT("K23.inside");
        const auto differences = compare(rows, *contents, kPatience);
        HUB_FAILPOINT("K23.after");
        if (!differences.lost.empty()) HUB_FAILPOINT("K24.before");
        const auto withdrawn = differences.lost.empty() ? 0 : withdraw(transaction, differences.lost);

        if (withdrawn > 0) HUB_FAILPOINT("K24.inside");
        HUB_FAILPOINT_ONLY(if (withdrawn > 0) failpoint::note("withdrawn"));
        std::vector<std::int64_t> ids;
        for (const auto& leftover : differences.leftovers) ids.push_back(leftover.ticket.delivery);
        std::unordered_map<std::int64_t, DeliveryView> known;
        for (const auto& view : views(transaction, ids)) known.emplace(view.id, view);
        std::vector<StreamPosition> useless;
        for (const auto id : differences.garbage) useless.push_back({lane, id});
        for (const auto& leftover : differences.leftovers) {
            const auto row = known.find(leftover.ticket.delivery);
            const DeliveryView* view = row == known.end() ? nullptr : &row->second;
            // A pending row was withdrawn above and gets a new ticket.
            const bool replaced = view && view->state == State::pending;
            if (replaced || is_stale(leftover.ticket, view)) useless.push_back({lane, leftover.id});
        }
        (void)streams_.remove(useless);
        compared_[index] = clock_.monotonic();
        if (withdrawn > 0) {
            metrics::number("hub_deliveries_republished_total").fetch_add(static_cast<std::int64_t>(withdrawn));
            log::warning("deliveries.republished", {{"lane", to_string(lane)}, {"count", withdrawn}});
        }
    });
    HUB_FAILPOINT_ONLY(if (failpoint::noted("withdrawn")) HUB_FAILPOINT("K24.after"));
    if (!done) return done.error();
    if (failure) return *failure;
    return Result<void>::success();
}

}  // namespace hub::queues
