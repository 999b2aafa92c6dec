#pragma once

#include <cstdint>
#include <string>

#include "tests/faults/simulation/guards.hpp"

namespace hub::simulation {

// What may go wrong in a campaign.
enum class Trouble { anything, lost_groups };

// What one campaign came to.
struct Result {
    std::string violation;  // empty when every rule held
    std::string trace;      // when asked for
    std::uint64_t steps = 0;
    int deliveries = 0;
    int calls = 0;
    int duplicates_by_policy = 0;
    int unknown = 0;
    int workers_died = 0;
    int cuts_counted_as_crashes = 0;
};

// Runs the campaign of this seed until nothing is left to do, or until a rule is broken.
Result simulate(std::uint64_t seed, const Guards& guards, Trouble trouble = Trouble::anything, bool traced = false);

// Campaigns of consecutive seeds, up to the first violation.
struct Series {
    std::uint64_t campaigns = 0;
    std::uint64_t last_seed = 0;
    std::string violation;  // of the last one
    std::uint64_t steps = 0, deliveries = 0, calls = 0, duplicates_by_policy = 0, unknown = 0, workers_died = 0;
    std::uint64_t cuts_counted_as_crashes = 0;
};
Series simulate_series(std::uint64_t first_seed, std::uint64_t most, const Guards& guards,
                       Trouble trouble = Trouble::anything);

// For a test's message: seed, violation, trace and the command that replays it.
std::string report(std::uint64_t seed, const Guards& guards);

}  // namespace hub::simulation
