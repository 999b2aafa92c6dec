#include "tests/faults/simulation/world.hpp"

#include <algorithm>

namespace hub::simulation {
namespace {

constexpr auto kLater = [](const Event& left, const Event& right) {
    return left.at != right.at ? left.at > right.at : left.order > right.order;
};

}  // namespace

World::World(std::uint64_t seed, const Guards& given_guards, Trouble kind_of_trouble, bool traced)
    : guards(given_guards),
      chance(seed),
      campaign(draw_campaign(chance, kind_of_trouble)),
      rules(guards),
      database(guards),
      witness(campaign, database),
      traced_(traced) {
    events_.reserve(256);
    database.rows.reserve(campaign.deliveries.size());
}

void World::schedule(Time delay, Happens what, int worker, int process, std::int64_t number, std::int64_t value) {
    events_.push_back({now + delay, ++order_, what, worker, process, number, value});
    std::push_heap(events_.begin(), events_.end(), kLater);
}

bool World::take(Event& event) {
    if (events_.empty()) return false;
    std::pop_heap(events_.begin(), events_.end(), kLater);
    event = events_.back();
    events_.pop_back();
    now = event.at;
    ++steps;
    return true;
}

Fate World::draw_fate(std::int64_t odds) {
    if (odds == 0 || !trouble() || !chance.one_in(odds)) return Fate::done;
    constexpr Fate kWrong[] = {Fate::failed, Fate::doubtful_done, Fate::doubtful_not_done, Fate::dies_before,
                               Fate::dies_after};
    return kWrong[chance.between(0, 4)];
}

Fate World::database_fate() { return draw_fate(campaign.database_odds); }

Fate World::redis_fate() { return redis_is_away() ? Fate::failed : draw_fate(campaign.redis_odds); }

void World::befall_servers(const PlannedFault& fault) {
    switch (fault.kind) {
        case FaultKind::redis_away: redis_away_until_ = std::max(redis_away_until_, now + fault.duration); break;
        case FaultKind::redis_flush: lane.flush(); break;
        case FaultKind::redis_group_lost: lane.destroy_group(); break;
        case FaultKind::redis_snapshot: replica_ = lane; break;
        case FaultKind::redis_failover: lane = replica_; break;
        case FaultKind::redis_loses_newest: lane.lose_newest(static_cast<std::size_t>(chance.between(1, 10))); break;
        case FaultKind::redis_repeats: repeat_old_tickets(); break;
        case FaultKind::provider_away:
            provider_away_until_ = std::max(provider_away_until_, now + fault.duration);
            break;
        default: break;
    }
}

// Anything may be in a stream: tickets of earlier epochs, of deliveries that do not exist, and no tickets at all.
void World::repeat_old_tickets() {
    for (std::int64_t index = 1; index <= static_cast<std::int64_t>(database.rows.size()) + 2; ++index) {
        if (chance.one_in(2)) continue;
        if (!database.knows(index)) {
            lane.add({index, 0, false}, now, chance.one_in(2));
            continue;
        }
        const int epoch = database.row(index).epoch;
        for (int old = std::max(0, epoch - 2); old < epoch; ++old) lane.add({index, old, chance.one_in(2)}, now);
    }
}

void World::accept_delivery(std::size_t planned) {
    const Fate fate = database.up ? database_fate() : Fate::failed;
    if (!takes_effect(fate)) return;
    Row row;
    row.route = campaign.deliveries[planned].route;
    row.next_attempt_at = now;
    database.rows.push_back(row);
    accepted_.push_back(planned);
    if (traced_) note("delivery " + std::to_string(database.rows.size()) + " accepted");
}

void World::note(const std::string& text) { trace_ += std::to_string(now) + " ms  " + text + "\n"; }

}  // namespace hub::simulation
