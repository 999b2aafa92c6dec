#include "queues/relay.hpp"

#include <map>

#include <pqxx/transaction_base>

#include "queues/delivery_rules.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kBatch = 1'000;
constexpr milliseconds kPoll{250};     // for what becomes due by itself
constexpr milliseconds kFull{20};      // a lane is full: look again soon
constexpr milliseconds kAway{250};     // Redis or PostgreSQL is away

}  // namespace

Relay::Relay(DatabaseSession& database, LaneStreams& streams, const RouteBook& routes, FlowControl& flow,
             RateControl& rates)
    : database_(database), streams_(streams), routes_(routes), flow_(flow), rates_(rates) {}

milliseconds Relay::step() {
    const auto lengths = streams_.lengths();
    if (!lengths) return kAway;
    bool worked = false;
    bool full = false;
    for (std::size_t index = 0; index < lengths->size(); ++index) {
        // Whole batches: a transaction for the few that were just taken out would cost as much as one for a thousand.
        if (lengths->at(index) > kHighWater - kBatch) {
            full = true;
            continue;
        }
        const auto count = publish(kLanes[index]);
        if (!count) return kAway;
        worked = worked || *count > 0;
    }
    if (worked) return milliseconds(0);
    if (full) return kFull;
    return database_.wait(kPoll) ? milliseconds(0) : kAway;
}

std::vector<Ticket> Relay::tickets_for(const std::vector<DueDelivery>& due) const {
    std::vector<Ticket> tickets;
    tickets.reserve(due.size());
    for (const auto& delivery : due) {
        const auto route = delivery.crashes > 0 ? routes_.find(delivery.route) : nullptr;
        tickets.push_back({delivery.id, delivery.epoch, route && travels_alone(delivery.crashes, *route)});
    }
    return tickets;
}

// Takes out what would only be handed back by the consumer.
std::vector<Postponed> Relay::hold_back(std::vector<DueDelivery>& due) {
    struct Rules {
        std::shared_ptr<const QueuedRoute> route;
        Admission admission;
        std::size_t retries = 0;
    };
    std::vector<Postponed> postponed;
    std::vector<DueDelivery> going;
    std::map<std::pair<std::string, std::string>, Rules> by_route;  // and connector
    for (auto& delivery : due) {
        const auto [entry, is_new] = by_route.try_emplace({delivery.route, delivery.connector});
        Rules& rules = entry->second;
        if (is_new) {
            rules.route = routes_.find(delivery.route, delivery.connector);
            if (rules.route) rules.admission = flow_.admission(*rules.route);
            if (rules.route) rules.retries = flow_.admission(*rules.route, Attempt::again).most;
        }
        const bool again = attempt_after(delivery.attempts, delivery.crashes) == Attempt::again;
        // What has expired or has no route goes on to be failed or parked.
        if (delivery.expired || !rules.route) {
            going.push_back(std::move(delivery));
        } else if (rules.admission.most == 0) {
            postponed.push_back({delivery.id, rules.admission.others.wait});
        } else if (again && rules.retries == 0) {
            postponed.push_back({delivery.id, flow_.postpone_retry(*rules.route)});
        } else if (delivery.fresh && !rates_.may_try(*rules.route)) {
            postponed.push_back({delivery.id, rates_.join_line(*rules.route)});
        } else {
            --rules.admission.most;
            if (again) --rules.retries;
            going.push_back(std::move(delivery));
        }
    }
    due = std::move(going);
    return postponed;
}

// The rows stay locked while their tickets are added, and the mark becomes true afterwards: a crash in between leaves
// tickets without a mark, which only means that some are added twice.
Result<std::size_t> Relay::publish(Lane lane) {
    std::size_t published = 0;
    std::size_t held_back = 0;
    std::string refusal;
    std::optional<Error> failure;
    const auto done = database_.run([&](pqxx::transaction_base& transaction) {
        transaction.exec("SET LOCAL synchronous_commit = off");
        HUB_FAILPOINT("K7.before");
        auto due = claim_due(transaction, lane, kBatch);
        const auto late = hold_back(due);
        held_back = late.size();
        if (!late.empty()) postpone(transaction, late);
        if (due.empty()) return;
        HUB_FAILPOINT("K7.inside");
        const auto added = streams_.publish(lane, tickets_for(due), &refusal);
        published = added ? *added : 0;
        if (!added) failure = added.error();
        std::vector<std::int64_t> left;
        for (std::size_t index = published; index < due.size(); ++index) left.push_back(due[index].id);
        if (!left.empty()) unpublish(transaction, left);
        notice_refusal(refusal);
        HUB_FAILPOINT_DOING("K10.before", failpoint::write_commit(transaction, 6));
        HUB_FAILPOINT_DOING("K10.inside", failpoint::write_commit(transaction, 12));
    });
    if (!done) return done.error();
    if (published > 0) HUB_FAILPOINT("K10.after");
    if (held_back > 0) metrics::number("hub_relay_held_back_total").fetch_add(static_cast<std::int64_t>(held_back));
    metrics::number("hub_relay_published_total").fetch_add(static_cast<std::int64_t>(published));
    if (failure) return *failure;
    if (!refusal.empty()) return Error{ErrorKind::throttled, "redis.refused", refusal};
    return published + held_back;
}

void Relay::notice_refusal(const std::string& refusal) {
    if (!refusal.empty() && !refused_) log::warning("relay.redis_refuses", {{"reason", refusal}});
    if (refusal.empty() && refused_) log::info("relay.redis_takes_again");
    refused_ = !refusal.empty();
    metrics::number("hub_redis_refusing").store(refused_ ? 1 : 0);
}

}  // namespace hub::queues
