#pragma once

namespace hub::simulation {

// What keeps the delivery machinery right, each switchable so that a test can show what goes wrong without it. The real
// machinery has no such switches: the simulation takes a guard away in its own store, or around the real rules.
struct Guards {
    // The conditional statements.
    bool lease_names_state = true;
    bool lease_names_epoch = true;
    bool lease_raises_epoch = true;
    bool lease_reaches_disk = true;  // committed to disk before anybody relies on its epoch
    bool change_names_state = true;
    bool change_names_epoch = true;
    bool withdrawal_names_epoch = true;
    bool only_changed_rows_are_called = true;
    // Order around the call.
    bool sending_before_call = true;
    bool sending_reaches_disk = true;
    bool outcome_before_acknowledgement = true;
    bool outcome_before_place = true;   // a place is given back when the outcome is committed
    bool outcomes_are_repeated = true;  // until they are committed
    bool doubtful_lease_is_handed_back = true;
    bool doubtful_call_is_handed_back = true;
    bool places_are_limited = true;
    bool leases_keep_places = true;            // those that end without a call, until their end is committed
    bool places_go_with_the_last_word = true;  // of the two about a call that may have been committed
    // The worker's session.
    bool lost_session_does_not_call = true;
    bool passed_deadline_does_not_call = true;
    bool confirmed_when_asked = true;  // not when answered
    // Takeover.
    bool takeover_needs_free_lock = true;
    bool takeover_waits_for_deadline = true;
    bool takeover_adds_margin = true;
    // The rules.
    bool unknown_is_shown = true;
    bool crashes_are_counted = true;
    bool entering_again_is_no_crash = true;
    bool server_restart_is_no_crash = true;
    bool own_session_is_no_crash = true;
    bool dangerous_travel_alone = true;
    bool attempts_are_limited = true;
    bool retry_after_is_obeyed = true;
    // Streams.
    bool lost_tickets_are_replaced = true;
    bool groups_begin_at_zero = true;
    bool consumer_drops_useless = true;
    bool reconciler_drops_stale = true;
    bool reconcilers_take_turns = true;
};

}  // namespace hub::simulation
