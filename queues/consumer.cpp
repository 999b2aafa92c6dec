#include "queues/consumer.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <pqxx/transaction_base>

#include "queues/transition_store.hpp"
#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/core/metrics.hpp"

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kBatch = 128;
constexpr milliseconds kBlock{1'000};
constexpr std::size_t kWorthwhile = 96;  // half of what may be in sending from the bulk lane
constexpr milliseconds kPlaces{5};       // an urgent entry may come meanwhile, and need not wait for one

// A route for the happenings that need none of its rules.
const QueuedRoute& no_route() {
    static const QueuedRoute none;
    return none;
}

Error cannot(std::string code, std::string detail) {
    return {ErrorKind::permanent, std::move(code), std::move(detail)};
}

Result<Message> translate_caught(const Translator& translator, const Message& message) {
    try {
        return translator.translate(message);
    } catch (const std::exception& exception) {
        return Error{ErrorKind::bug, "translator.threw", exception.what()};
    }
}

Outcome given_back(const DeliveryView& view, const StreamPosition& position, bool had_place) {
    return {*next(view, no_route(), NotCalled{}), position, had_place};
}

}  // namespace

// A leased delivery that can be sent.
struct Consumer::Prepared {
    Outgoing outgoing;
    Transition begins;
};

milliseconds Consumer::step() {
    if (stopping_) return milliseconds(1'000);
    const auto worker = parts_.identity.current();
    if (worker == 0) return milliseconds(100);
    if (one_alone_ || !alone_.empty()) {
        if (parts_.places.used() > 0) {
            parts_.places.wait(milliseconds(100));
            return milliseconds(0);
        }
        one_alone_ = !alone_.empty();
        if (!one_alone_) return milliseconds(0);
        const LaneEntry entry = alone_.front();
        alone_.pop_front();
        take_chunk(worker, {entry});
        return milliseconds(0);
    }
    if (!unleased_.empty()) {
        take(worker, std::exchange(unleased_, {}));
        return unleased_.empty() ? milliseconds(0) : milliseconds(100);
    }
    return read_and_take(worker);
}

milliseconds Consumer::read_and_take(std::int64_t worker) {
    // Places come back many at a time: a batch that begins with the first of them would stay small for ever after.
    if (parts_.places.free(Lane::bulk) < kWorthwhile) parts_.places.wait(kPlaces);
    std::map<Lane, std::size_t> most;
    for (const Lane lane : kLanes) most[lane] = std::min(kBatch, parts_.places.free(lane));
    if (most[Lane::urgent] == 0) {
        parts_.places.wait(milliseconds(100));
        return milliseconds(0);
    }
    // While a lane has to wait for places, Redis is not waited for: the places come back sooner than that would end.
    const bool held_back = std::any_of(most.begin(), most.end(), [](const auto& lane) { return lane.second == 0; });
    auto read = parts_.streams.read(most, held_back ? milliseconds(0) : kBlock);
    if (!read && read.error().kind == ErrorKind::not_found) {
        const auto made = parts_.streams.ensure_groups();
        if (made && *made) parts_.streams_lost();
        return made ? milliseconds(0) : milliseconds(200);
    }
    if (!read) return milliseconds(100);
    if (!read->entries.empty()) HUB_FAILPOINT("K11.after");
    if (!read->garbage.empty()) {
        metrics::number("hub_stream_garbage_total").fetch_add(static_cast<std::int64_t>(read->garbage.size()));
        log::warning("stream.garbage", {{"entries", read->garbage.size()}});
        (void)parts_.streams.remove(read->garbage);
    }
    if (held_back && read->entries.empty()) parts_.places.wait(kPlaces);
    take(worker, std::move(read->entries));
    return unleased_.empty() ? milliseconds(0) : milliseconds(100);
}

void Consumer::take(std::int64_t worker, std::vector<LaneEntry> entries) {
    std::vector<LaneEntry> together;
    for (const auto& entry : entries) {
        if (entry.ticket.alone) alone_.push_back(entry);
        else together.push_back(entry);
    }
    while (!together.empty() && !stopping_) {
        // Only this thread takes places, so what is free now stays free.
        const auto count = std::min(parts_.places.free(Lane::urgent), together.size());
        if (count == 0) {
            parts_.places.wait(milliseconds(100));
            continue;
        }
        const auto end = together.begin() + static_cast<std::ptrdiff_t>(count);
        take_chunk(worker, std::vector<LaneEntry>(together.begin(), end));
        together.erase(together.begin(), end);
    }
}

void Consumer::take_chunk(std::int64_t worker, const std::vector<LaneEntry>& entries) {
    if (stopping_) return;
    const auto asked = parts_.clock.monotonic();
    auto leased = lease_all(worker, entries);
    if (!leased) {
        // Nobody else is given these entries for a while, so they are kept until the database is back.
        unleased_.insert(unleased_.end(), entries.begin(), entries.end());
        return;
    }

    std::unordered_map<std::int64_t, const LaneEntry*> by_delivery;
    for (const auto& entry : entries) by_delivery.emplace(entry.ticket.delivery, &entry);
    std::vector<Prepared> prepared;
    std::vector<Outcome> uncalled;
    for (auto& delivery : *leased) {
        const DeliveryView view = delivery.view;
        const LaneEntry& entry = *by_delivery.at(view.id);
        auto ready = make_ready(std::move(delivery), entry, worker, asked);
        if (auto* one = std::get_if<Prepared>(&ready)) prepared.push_back(std::move(*one));
        else
            uncalled.push_back(
                {*next(view, no_route(), std::get<Happening>(ready)), StreamPosition{entry.lane, entry.id}, true});
    }
    keep_to_rates(prepared, uncalled);
    if (!uncalled.empty()) {
        // Held until the writer is through with them: what travels alone waits for that too.
        parts_.places.take(uncalled.size());
        parts_.outcomes.add(std::move(uncalled));
    }
    if (!prepared.empty()) begin_calls(std::move(prepared));
}

Result<std::vector<LeasedDelivery>> Consumer::lease_all(std::int64_t worker, const std::vector<LaneEntry>& entries) {
    std::vector<Ticket> tickets;
    tickets.reserve(entries.size());
    for (const auto& entry : entries) tickets.push_back(entry.ticket);
    std::vector<LeasedDelivery> leased;
    HUB_FAILPOINT("K12.before");
    const auto done = parts_.database.run([&](pqxx::transaction_base& transaction) {
        leased = lease(transaction, tickets, worker);
        HUB_FAILPOINT("K12.inside");
    });
    HUB_FAILPOINT("K12.after");
    if (!done) {
        if (done.error().kind == ErrorKind::unknown_outcome) hand_back_leases(entries);
        return done.error();
    }
    std::unordered_set<std::int64_t> held;
    for (const auto& delivery : leased) held.insert(delivery.view.id);
    std::vector<StreamPosition> useless;
    for (const auto& entry : entries)
        if (!held.contains(entry.ticket.delivery)) useless.push_back({entry.lane, entry.id});
    (void)parts_.streams.remove(useless);
    return leased;
}

// `asked` was before the lease: what was left of its time then is surely not less than what is left now.
std::variant<Consumer::Prepared, Happening> Consumer::make_ready(LeasedDelivery leased, const LaneEntry& entry,
                                                                 std::int64_t worker, MonotonicTime asked) const {
    const auto left = leased.left;
    if (left && *left <= milliseconds(0)) return Expired{};
    const auto waits = [](const Hold& hold) { return NotCalled{hold.wait, "waits: " + hold.reason}; };
    const auto route = parts_.routes.find(leased.route, leased.connector);
    if (route)
        if (const auto hold = parts_.flow.closed(*route)) return waits(*hold);
    const auto attempt = attempt_after(leased.view.attempts, leased.view.crashes);
    auto prepared = prepare(std::move(leased), entry, worker);
    if (!prepared) return CannotBeSent{prepared.error()};
    if (!parts_.flow.permits_call(*prepared->outgoing.route, attempt))
        return waits(parts_.flow.admission(*prepared->outgoing.route, attempt).others);
    prepared->outgoing.attempt = attempt;
    if (left) prepared->outgoing.expires = asked + *left;
    return std::move(prepared).value();
}

// After a commit in doubt: the leases may have been made. They keep their places until they are known to be gone, so
// that nothing travels alone while this worker holds anything else.
void Consumer::hand_back_leases(const std::vector<LaneEntry>& entries) {
    std::vector<Outcome> back;
    for (const auto& entry : entries) {
        const DeliveryView view{entry.ticket.delivery, State::leased, entry.ticket.epoch + 1, 0, 0};
        back.push_back(given_back(view, {entry.lane, entry.id}, true));
    }
    parts_.places.take(back.size());
    parts_.outcomes.add(std::move(back));
}

Result<Consumer::Prepared> Consumer::prepare(LeasedDelivery leased, const LaneEntry& entry, std::int64_t worker) const {
    const auto route = parts_.routes.find(leased.route, leased.connector);
    if (!route) return cannot("route.missing", "経路「" + leased.route + "」が設定（routes.json）にありません");
    const auto sink = parts_.targets.connectors.find(route->connector);
    if (sink == parts_.targets.connectors.end())
        return cannot("connector.missing", "接続先「" + route->connector + "」がありません");

    Message message = std::move(leased.message);
    if (!route->translator.empty()) {
        const auto translator = parts_.targets.translators.find(route->translator);
        if (translator == parts_.targets.translators.end())
            return cannot("translator.missing", "変換「" + route->translator + "」がありません");
        auto translated = translate_caught(*translator->second, message);
        if (!translated)
            return cannot(translated.error().code, "送信する内容を作れませんでした：" + translated.error().detail);
        message = std::move(translated).value();
    }
    Prepared prepared{{leased.view,
                       route,
                       sink->second,
                       std::move(message),
                       std::move(leased.idempotency_key),
                       Deadline::after(parts_.clock, route->timeout),
                       worker,
                       {entry.lane, entry.id},
                       std::nullopt,
                       Attempt::first},
                      *next(leased.view, *route, CallBegins{})};
    return prepared;
}

// Hands back those for which there is no token: the youngest of each connector and lane. Earlier lanes ask first.
void Consumer::keep_to_rates(std::vector<Prepared>& prepared, std::vector<Outcome>& uncalled) {
    struct Share {
        const QueuedRoute* route = nullptr;
        int wanted = 0;
        int given = 0;
    };
    std::map<std::pair<Lane, std::string>, Share> shares;
    const auto key = [](const Prepared& one) {
        return std::pair(one.outgoing.route->lane, one.outgoing.route->connector);
    };
    for (const auto& one : prepared) {
        if (!one.outgoing.route->rate) continue;
        auto& share = shares[key(one)];
        share.route = one.outgoing.route.get();
        ++share.wanted;
    }
    if (shares.empty()) return;
    for (auto& [name, share] : shares) share.given = parts_.rates.take(*share.route, share.wanted);

    std::vector<Prepared> permitted;
    for (auto& one : prepared) {
        const auto& outgoing = one.outgoing;
        const auto share = shares.find(key(one));
        if (share == shares.end() || share->second.given-- > 0) {
            permitted.push_back(std::move(one));
            continue;
        }
        parts_.flow.not_called(*outgoing.route, outgoing.attempt);
        const NotCalled waits{parts_.rates.join_line(*outgoing.route),
                              "waits: for its turn at " + outgoing.route->connector};
        uncalled.push_back({*next(outgoing.view, *outgoing.route, waits), outgoing.position, true});
    }
    prepared = std::move(permitted);
}

void Consumer::begin_calls(std::vector<Prepared> prepared) {
    std::vector<Transition> transitions;
    for (const auto& one : prepared) transitions.push_back(one.begins);
    parts_.places.take(prepared.size());
    std::unordered_set<std::int64_t> begun;
    HUB_FAILPOINT("K13.before");
    const auto done = stopping_ ? Result<void>(Error{ErrorKind::cancelled, "draining", "no call is begun any more"})
                                : parts_.database.run([&](pqxx::transaction_base& transaction) {
                                      const auto ids = apply(transaction, transitions, parts_.identity.name());
                                      begun.insert(ids.begin(), ids.end());
                                      HUB_FAILPOINT("K13.inside");
                                  });
    HUB_FAILPOINT("K13.after");
    std::vector<Outgoing> outgoing;
    std::vector<Outcome> back;
    for (auto& one : prepared) {
        DeliveryView& view = one.outgoing.view;
        const StreamPosition position = one.outgoing.position;
        if (!done || !begun.contains(view.id)) {
            parts_.flow.not_called(*one.outgoing.route, one.outgoing.attempt);
            // Leased still, or in sending if the commit in doubt was one; whichever it is not changes nothing. The
            // place goes with the last of them: they may be committed one after the other.
            const bool in_doubt = !done;
            back.push_back(given_back(view, position, !in_doubt));
            view.state = State::sending;
            if (in_doubt) back.push_back(given_back(view, position, true));
            continue;
        }
        view.state = State::sending;
        view.attempts += 1;
        outgoing.push_back(std::move(one.outgoing));
    }
    if (!back.empty()) parts_.outcomes.add(std::move(back));
    if (!outgoing.empty()) parts_.sender.send(std::move(outgoing));
}

}  // namespace hub::queues
