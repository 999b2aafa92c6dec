#include "tests/faults/simulation/campaign.hpp"

#include <string>

namespace hub::simulation {
namespace {

using std::chrono::milliseconds;

QueuedRoute draw_route(Chance& chance, int index) {
    QueuedRoute route;
    route.id = "r" + std::to_string(index);
    route.timeout = milliseconds(chance.between(300, 8'000));
    route.retry.attempts = static_cast<int>(chance.between(1, 6));
    route.retry.first = milliseconds(chance.between(20, 1'000));
    route.retry.cap = milliseconds(chance.between(1'000, 4'000));
    route.unknown = chance.one_in(2) ? UnknownRule::retry : UnknownRule::show;
    route.dead_letter = chance.one_in(2) ? DeadLetter::park : DeadLetter::fail;
    route.max_crashes = static_cast<int>(chance.between(1, 4));
    return route;
}

PlannedDelivery draw_delivery(Chance& chance, int routes, bool with_poison) {
    PlannedDelivery delivery;
    delivery.at = chance.one_in(3) ? chance.between(0, 8'000) : chance.between(0, 50);
    delivery.route = static_cast<int>(chance.between(0, routes - 1));
    if (with_poison && chance.one_in(5)) delivery.poison = chance.one_in(2) ? Poison::in_preparation : Poison::at_call;
    delivery.unsendable = chance.one_in(with_poison ? 10 : 40);
    return delivery;
}

PlannedFault draw_fault(Chance& chance, const Campaign& campaign) {
    PlannedFault fault;
    fault.at = chance.between(1, campaign.trouble_ends - 1);
    // A crash of PostgreSQL, which alone forgets what is not on disk, more often than the others.
    fault.kind =
        chance.one_in(6) ? FaultKind::database_restart : static_cast<FaultKind>(chance.between(0, kFaultKinds - 1));
    fault.worker = static_cast<int>(chance.between(0, campaign.workers - 1));
    fault.duration = chance.one_in(2) ? chance.between(1, 3'000) : chance.between(1, 20'000);
    return fault;
}

std::int64_t draw_odds(Chance& chance) {
    if (chance.one_in(3)) return 0;
    return chance.one_in(2) ? chance.between(4, 15) : chance.between(15, 200);
}

// Nothing goes wrong but that the group disappears now and then.
void leave_lost_groups_only(Campaign& campaign) {
    for (auto& fault : campaign.faults) fault.kind = FaultKind::redis_group_lost;
    for (auto& delivery : campaign.deliveries) delivery.poison = Poison::none;
    campaign.database_odds = campaign.redis_odds = 0;
}

Campaign draw_any(Chance& chance) {
    Campaign campaign;
    const int routes = static_cast<int>(chance.between(1, 3));
    for (int index = 0; index < routes; ++index) {
        campaign.routes.push_back(draw_route(chance, index));
        campaign.provider_has_keys.push_back(chance.one_in(2));
    }
    const bool with_poison = chance.one_in(3);
    const auto deliveries = chance.one_in(4) ? chance.between(5, 50) : chance.between(5, 12);
    for (std::int64_t index = 0; index < deliveries; ++index)
        campaign.deliveries.push_back(draw_delivery(chance, routes, with_poison));
    campaign.workers = static_cast<int>(chance.between(2, 4));
    campaign.batch = static_cast<std::size_t>(chance.between(1, 8));
    campaign.writer_batch = static_cast<std::size_t>(chance.between(1, 8));
    campaign.places = static_cast<int>(chance.between(1, 10));
    campaign.trouble_ends = chance.between(2'000, 20'000);
    campaign.database_odds = draw_odds(chance);
    campaign.redis_odds = draw_odds(chance);
    campaign.provider_odds = draw_odds(chance) / 4;
    campaign.slowness = chance.one_in(4) ? 500 : 5;
    const auto faults = chance.between(0, 12);
    for (std::int64_t index = 0; index < faults; ++index) campaign.faults.push_back(draw_fault(chance, campaign));
    return campaign;
}

}  // namespace

Campaign draw_campaign(Chance& chance, Trouble trouble) {
    Campaign campaign = draw_any(chance);
    if (trouble == Trouble::lost_groups) leave_lost_groups_only(campaign);
    return campaign;
}

const char* name_of(FaultKind kind) {
    switch (kind) {
        case FaultKind::kill: return "worker killed";
        case FaultKind::cut: return "worker cut off from PostgreSQL";
        case FaultKind::end_session: return "liveness session ended by the server";
        case FaultKind::freeze: return "worker stands still";
        case FaultKind::drain: return "worker asked to end";
        case FaultKind::database_restart: return "PostgreSQL crashes";
        case FaultKind::redis_away: return "Redis away";
        case FaultKind::redis_flush: return "Redis flushed";
        case FaultKind::redis_group_lost: return "Redis group destroyed";
        case FaultKind::redis_snapshot: return "replica stops following";
        case FaultKind::redis_failover: return "replica promoted";
        case FaultKind::redis_loses_newest: return "Redis loses the newest entries";
        case FaultKind::redis_repeats: return "old tickets and garbage in the stream";
        case FaultKind::provider_away: return "provider away";
    }
    return "";
}

}  // namespace hub::simulation
