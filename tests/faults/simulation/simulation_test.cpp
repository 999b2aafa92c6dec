// Procedure T30: the delivery machinery on a simulated clock, network, PostgreSQL, Redis and provider. The rules are
// the real ones; the store's conditional statements and the threads' steps are written down a second time.
#include "tests/faults/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "router/core/retry.hpp"

namespace hub::simulation {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t kFixed = 2'000, kRandom = 1'000;
#else
constexpr std::uint64_t kFixed = 50'000, kRandom = 10'000;
#endif

// The value of an environment variable as a number; 0 when it is not set.
std::uint64_t number_from(const char* variable) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : 0;
}

void expect_no_violation(std::uint64_t first_seed, std::uint64_t campaigns) {
    const auto begun = std::chrono::steady_clock::now();
    const Series series = simulate_series(first_seed, campaigns, Guards{});
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::cout << "simulation: " << series.campaigns << " campaigns from seed " << first_seed << ": "
              << series.deliveries << " deliveries, " << series.calls << " calls, " << series.workers_died
              << " workers died, " << series.steps << " steps, " << series.duplicates_by_policy
              << " duplicates that the route allows, " << series.unknown << " shown as unknown, "
              << series.cuts_counted_as_crashes << " cuts counted as crashes, " << (series.violation.empty() ? 0 : 1)
              << " violations, " << seconds << " s\n";
    EXPECT_EQ(series.violation, "") << report(series.last_seed, Guards{});
    EXPECT_EQ(series.campaigns, campaigns);
}

// The long form: PASSPORT_HUB_SIMULATION_CAMPAIGNS=1000000, from seed PASSPORT_HUB_SIMULATION_SEED.
TEST(Simulation, finds_no_violation) {
    const auto campaigns = number_from("PASSPORT_HUB_SIMULATION_CAMPAIGNS");
    const auto seed = number_from("PASSPORT_HUB_SIMULATION_SEED");
    expect_no_violation(seed == 0 || campaigns == 0 ? 1 : seed, campaigns == 0 ? kFixed : campaigns);
}

TEST(Simulation, finds_no_violation_in_campaigns_that_nobody_has_seen) {
    expect_no_violation(static_cast<std::uint64_t>(system_random() * 0x1.0p53), kRandom);
}

TEST(Simulation, gives_the_same_campaign_for_the_same_seed) {
    const Result first = simulate(7, Guards{}, Trouble::anything, true);
    const Result second = simulate(7, Guards{}, Trouble::anything, true);
    EXPECT_EQ(first.trace, second.trace);
    EXPECT_GT(first.trace.size(), 500u);
}

TEST(Simulation, brings_everything_about_that_it_is_there_for) {
    const Series series = simulate_series(1, 1'000, Guards{});
    EXPECT_GT(series.calls, 10'000u);
    EXPECT_GT(series.workers_died, 1'000u);
    EXPECT_GT(series.unknown, 100u);
    EXPECT_GT(series.duplicates_by_policy, 10u);
}

TEST(Simulation, tells_seed_trace_and_how_to_replay_it) {
    Guards guards;
    guards.unknown_is_shown = false;
    const Series series = simulate_series(1, 10'000, guards);
    const std::string text = report(series.last_seed, guards);
    EXPECT_NE(text.find("seed " + std::to_string(series.last_seed) + ": " + series.violation), text.npos);
    EXPECT_NE(text.find("PASSPORT_HUB_SIMULATION_SEED=" + std::to_string(series.last_seed)), text.npos);
    EXPECT_NE(text.find("calls for delivery"), text.npos);
}

// Prints the trace of the campaign of PASSPORT_HUB_SIMULATION_SEED.
TEST(Simulation, replays_a_campaign) {
    const auto asked = number_from("PASSPORT_HUB_SIMULATION_SEED");
    const auto seed = asked == 0 ? 7 : asked;
    if (asked != 0) std::cout << report(seed, Guards{});
    EXPECT_EQ(simulate(seed, Guards{}).violation, "");
}

}  // namespace
}  // namespace hub::simulation
