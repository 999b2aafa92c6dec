// That every guard of the delivery machinery is needed: without it the simulation finds a violation. And which guards
// are a second line of defence: without them the first line still holds.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "tests/faults/simulation/simulation.hpp"

namespace hub::simulation {
namespace {

constexpr std::uint64_t kMost = 10'000;
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t kSecondLine = 250;
#else
constexpr std::uint64_t kSecondLine = 2'500;
#endif

struct Guard {
    const char* name;
    bool Guards::*switched;
};

std::string name_of(const testing::TestParamInfo<Guard>& info) { return info.param.name; }
void PrintTo(const Guard& guard, std::ostream* stream) { *stream << guard.name; }

Guards without(bool Guards::*guard) {
    Guards guards;
    guards.*guard = false;
    return guards;
}

class NeededGuard : public testing::TestWithParam<Guard> {};

TEST_P(NeededGuard, is_missed_when_it_is_gone) {
    const Series series = simulate_series(1, kMost, without(GetParam().switched));
    EXPECT_NE(series.violation, "") << "no violation in " << kMost << " campaigns";
    std::cout << "without " << GetParam().name << ": campaign " << series.campaigns << ", " << series.violation << "\n";
}

INSTANTIATE_TEST_SUITE_P(Guard, NeededGuard,
                         testing::Values(Guard{"lease_names_epoch", &Guards::lease_names_epoch},
                                         Guard{"lease_raises_epoch", &Guards::lease_raises_epoch},
                                         Guard{"lease_reaches_disk", &Guards::lease_reaches_disk},
                                         Guard{"change_names_state", &Guards::change_names_state},
                                         Guard{"change_names_epoch", &Guards::change_names_epoch},
                                         Guard{"only_changed_rows_are_called", &Guards::only_changed_rows_are_called},
                                         Guard{"sending_before_call", &Guards::sending_before_call},
                                         Guard{"sending_reaches_disk", &Guards::sending_reaches_disk},
                                         Guard{"outcome_before_place", &Guards::outcome_before_place},
                                         Guard{"outcomes_are_repeated", &Guards::outcomes_are_repeated},
                                         Guard{"doubtful_lease_is_handed_back", &Guards::doubtful_lease_is_handed_back},
                                         Guard{"doubtful_call_is_handed_back", &Guards::doubtful_call_is_handed_back},
                                         Guard{"places_are_limited", &Guards::places_are_limited},
                                         Guard{"leases_keep_places", &Guards::leases_keep_places},
                                         Guard{"places_go_with_the_last_word", &Guards::places_go_with_the_last_word}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(SessionGuard, NeededGuard,
                         testing::Values(Guard{"lost_session_does_not_call", &Guards::lost_session_does_not_call},
                                         Guard{"passed_deadline_does_not_call", &Guards::passed_deadline_does_not_call},
                                         Guard{"confirmed_when_asked", &Guards::confirmed_when_asked},
                                         Guard{"takeover_needs_free_lock", &Guards::takeover_needs_free_lock},
                                         Guard{"takeover_waits_for_deadline", &Guards::takeover_waits_for_deadline},
                                         Guard{"takeover_adds_margin", &Guards::takeover_adds_margin},
                                         Guard{"entering_again_is_no_crash", &Guards::entering_again_is_no_crash},
                                         Guard{"server_restart_is_no_crash", &Guards::server_restart_is_no_crash},
                                         Guard{"own_session_is_no_crash", &Guards::own_session_is_no_crash}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(RuleGuard, NeededGuard,
                         testing::Values(Guard{"unknown_is_shown", &Guards::unknown_is_shown},
                                         Guard{"crashes_are_counted", &Guards::crashes_are_counted},
                                         Guard{"dangerous_travel_alone", &Guards::dangerous_travel_alone},
                                         Guard{"attempts_are_limited", &Guards::attempts_are_limited},
                                         Guard{"retry_after_is_obeyed", &Guards::retry_after_is_obeyed}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(StreamGuard, NeededGuard,
                         testing::Values(Guard{"lost_tickets_are_replaced", &Guards::lost_tickets_are_replaced},
                                         Guard{"reconciler_drops_stale", &Guards::reconciler_drops_stale}),
                         name_of);

class SecondLine : public testing::TestWithParam<Guard> {};

TEST_P(SecondLine, is_not_missed_while_the_first_line_holds) {
    const Series series = simulate_series(1, kSecondLine, without(GetParam().switched));
    EXPECT_EQ(series.violation, "") << "seed " << series.last_seed;
}

INSTANTIATE_TEST_SUITE_P(
    Guard, SecondLine,
    testing::Values(
        // A row leaves `pending` by a lease only, and that raises its epoch: the epoch alone tells.
        Guard{"lease_names_state", &Guards::lease_names_state},
        // A ticket too many: the second one is dropped when it is leased.
        Guard{"withdrawal_names_epoch", &Guards::withdrawal_names_epoch},
        // Rows say what is to be done, not entries: what was acknowledged too early is found by takeover and
        // comparison.
        Guard{"outcome_before_acknowledgement", &Guards::outcome_before_acknowledgement},
        // The comparison after a missing group finds what such a group would never give out.
        Guard{"groups_begin_at_zero", &Guards::groups_begin_at_zero},
        // The reconciler drops them a few seconds later.
        Guard{"consumer_drops_useless", &Guards::consumer_drops_useless},
        // Two at once only do twice what may be done twice.
        Guard{"reconcilers_take_turns", &Guards::reconcilers_take_turns}),
    name_of);

TEST(SecondLine, groups_from_the_beginning_are_what_saves_tickets_when_nothing_compares) {
    Guards guards;
    guards.lost_tickets_are_replaced = false;
    EXPECT_EQ(simulate_series(1, kSecondLine, guards, Trouble::lost_groups).violation, "");
    guards.groups_begin_at_zero = false;
    EXPECT_NE(simulate_series(1, kMost, guards, Trouble::lost_groups).violation, "");
}

TEST(SecondLine, dropping_useless_tickets_keeps_the_stream_clean_when_no_reconciler_does) {
    // Without entries that a worker took with it there is nothing for the reconciler to drop.
    Guards guards;
    guards.reconciler_drops_stale = false;
    EXPECT_EQ(simulate_series(1, kSecondLine, guards, Trouble::lost_groups).violation, "");
    guards.consumer_drops_useless = false;
    EXPECT_NE(simulate_series(1, kMost, guards, Trouble::lost_groups).violation, "");
}

}  // namespace
}  // namespace hub::simulation
