#pragma once

#include <cstdint>
#include <vector>

#include "router/core/queued_route.hpp"
#include "tests/faults/simulation/chance.hpp"
#include "tests/faults/simulation/database.hpp"
#include "tests/faults/simulation/simulation.hpp"

namespace hub::simulation {

// A delivery that kills the worker which handles it.
enum class Poison { none, in_preparation, at_call };

struct PlannedDelivery {
    Time at = 0;
    int route = 0;
    Poison poison = Poison::none;
    bool unsendable = false;  // its message cannot be made into a request
};

enum class FaultKind {
    kill,              // a worker's process dies
    cut,               // a worker loses PostgreSQL, but lives and goes on sending
    end_session,       // the server ends a worker's liveness session
    freeze,            // a worker's process stands still
    drain,             // a worker is asked to end (SIGTERM), and started again
    database_restart,  // and with it what was not yet on disk
    redis_away,
    redis_flush,
    redis_group_lost,
    redis_snapshot,  // what a replica knows
    redis_failover,  // to that replica
    redis_loses_newest,
    redis_repeats,  // old tickets and garbage appear
    provider_away,
};
constexpr int kFaultKinds = 14;

struct PlannedFault {
    Time at = 0;
    FaultKind kind = FaultKind::kill;
    int worker = 0;
    Time duration = 0;
};

// What one campaign consists of; everything else that is random is drawn while it runs, from the same seed.
struct Campaign {
    std::vector<QueuedRoute> routes;
    std::vector<bool> provider_has_keys;  // by route
    std::vector<PlannedDelivery> deliveries;
    std::vector<PlannedFault> faults;
    int workers = 2;
    std::size_t batch = 8;  // entries read at once
    std::size_t writer_batch = 8;
    int places = 8;                  // in sending at once, per worker
    Time trouble_ends = 0;           // from then on everything works
    std::int64_t database_odds = 0;  // one commit in so many goes wrong; 0: none
    std::int64_t redis_odds = 0;
    std::int64_t provider_odds = 0;
    std::int64_t slowness = 5;  // longest usual pause between two steps of a thread, in milliseconds
};

Campaign draw_campaign(Chance& chance, Trouble trouble);
const char* name_of(FaultKind kind);

}  // namespace hub::simulation
