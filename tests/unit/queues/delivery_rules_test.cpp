#include "queues/delivery_rules.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

constexpr State kAll[] = {State::pending, State::leased,  State::sending, State::sent,
                          State::failed,  State::unknown, State::parked};

QueuedRoute route(UnknownRule unknown = UnknownRule::retry, DeadLetter dead_letter = DeadLetter::park) {
    QueuedRoute made;
    made.id = "mail";
    made.timeout = milliseconds(120'000);
    made.retry = {5, milliseconds(1'000), milliseconds(8'000)};
    made.unknown = unknown;
    made.dead_letter = dead_letter;
    return made;
}

DeliveryView in(State state, int attempts = 1, int crashes = 0) { return {42, state, 3, attempts, crashes}; }

Refused refused(ErrorKind kind, std::optional<milliseconds> retry_after = std::nullopt) {
    return {Error{kind, "code", "detail", retry_after}, 0.5};
}

// Checks what every transition must say: which row, in which state, of which epoch.
Transition must_follow(const DeliveryView& view, const QueuedRoute& rules, const Happening& happening) {
    const auto transition = next(view, rules, happening);
    EXPECT_TRUE(transition.has_value());
    if (!transition) return {};
    EXPECT_EQ(transition->id, view.id);
    EXPECT_EQ(transition->from, view.state);
    EXPECT_EQ(transition->epoch, view.epoch);
    return *transition;
}

void expect_only_from(const Happening& happening, std::initializer_list<State> states) {
    for (const State state : kAll) {
        const bool expected = std::find(states.begin(), states.end(), state) != states.end();
        EXPECT_EQ(next(in(state), route(), happening).has_value(), expected) << to_string(state);
    }
}

TEST(DeliveryRules, let_every_happening_change_only_the_states_it_can_happen_in) {
    expect_only_from(Claimed{}, {State::pending});
    expect_only_from(CallBegins{}, {State::leased});
    expect_only_from(Accepted{"r"}, {State::sending});
    expect_only_from(refused(ErrorKind::permanent), {State::sending});
    expect_only_from(Expired{}, {State::leased, State::sending});
    expect_only_from(NotCalled{}, {State::leased, State::sending});
    expect_only_from(CannotBeSent{Error{}}, {State::leased});
    expect_only_from(WorkerLost{milliseconds(500'000)}, {State::leased, State::sending});
    expect_only_from(ParkedByPerson{"sato", "wait"}, {State::pending});
    expect_only_from(Dropped{"sato", "wrong"}, {State::failed, State::unknown, State::parked});
    expect_only_from(Replayed{}, {State::failed, State::unknown, State::parked});
}

TEST(DeliveryRules, name_the_person_who_parked_or_dropped_it_and_why) {
    const auto parked = must_follow(in(State::pending), route(), ParkedByPerson{"sato", "文面の確認"});
    EXPECT_EQ(parked.to, State::parked);
    EXPECT_EQ(parked.error_code, "person.parked");
    EXPECT_EQ(parked.error_detail, "担当者（sato）が保留しました：文面の確認");
    const auto dropped = must_follow(in(State::unknown), route(), Dropped{"sato", "誤り"});
    EXPECT_EQ(dropped.to, State::failed);
    EXPECT_EQ(dropped.error_code, kDroppedCode);
    EXPECT_EQ(dropped.error_detail, "担当者（sato）が送信を取りやめました：誤り");
}

TEST(DeliveryRules, count_a_replay_anew_and_void_older_tickets) {
    const auto transition = must_follow(in(State::parked, 1'000, 3), route(), Replayed{milliseconds(1'500)});
    EXPECT_EQ(transition.to, State::pending);
    EXPECT_EQ(transition.delay, milliseconds(1'500));
    EXPECT_EQ(transition.attempts_step, -1'000);
    EXPECT_EQ(transition.crashes_step, -3);
    EXPECT_EQ(transition.epoch_step, 1);
}

TEST(DeliveryRules, leave_what_was_dropped_dropped) {
    auto dropped = in(State::failed);
    dropped.dropped = true;
    EXPECT_FALSE(next(dropped, route(), Replayed{}));
    EXPECT_FALSE(next(dropped, route(), Dropped{"sato", "again"}));
}

TEST(DeliveryRules, count_an_epoch_with_each_lease) {
    const auto transition = must_follow(in(State::pending, 0), route(), Claimed{});
    EXPECT_EQ(transition.to, State::leased);
    EXPECT_EQ(transition.epoch_step, 1);
    EXPECT_EQ(transition.attempts_step, 0);
}

TEST(DeliveryRules, count_an_attempt_when_the_call_begins) {
    const auto transition = must_follow(in(State::leased, 0), route(), CallBegins{});
    EXPECT_EQ(transition.to, State::sending);
    EXPECT_EQ(transition.attempts_step, 1);
    EXPECT_EQ(transition.epoch_step, 0);
}

TEST(DeliveryRules, keep_the_providers_reference) {
    const auto transition = must_follow(in(State::sending), route(), Accepted{"250 queued as 7"});
    EXPECT_EQ(transition.to, State::sent);
    EXPECT_EQ(transition.reference, "250 queued as 7");
}

TEST(DeliveryRules, try_again_what_may_succeed_later) {
    for (const auto kind : {ErrorKind::transient, ErrorKind::throttled, ErrorKind::cancelled, ErrorKind::not_begun,
                            ErrorKind::unauthenticated}) {
        const auto transition = must_follow(in(State::sending, 2), route(), refused(kind));
        EXPECT_EQ(transition.to, State::pending);
        EXPECT_EQ(transition.delay, milliseconds(1'000));
        EXPECT_EQ(transition.error_code, "code");
        EXPECT_EQ(transition.attempts_step, 0);
        EXPECT_EQ(transition.crashes_step, 0);
    }
}

TEST(DeliveryRules, obey_the_time_the_other_side_asked_for) {
    const auto transition = must_follow(in(State::sending), route(), refused(ErrorKind::throttled, milliseconds(90'000)));
    EXPECT_GE(transition.delay, milliseconds(90'000));
    EXPECT_LE(transition.delay, milliseconds(91'000));
}

TEST(DeliveryRules, give_up_when_the_attempts_are_used_up) {
    const auto parked = must_follow(in(State::sending, 5), route(), refused(ErrorKind::transient));
    EXPECT_EQ(parked.to, State::parked);
    EXPECT_EQ(parked.error_detail, "送信を5回試みましたが、成功しませんでした：detail");
    const auto failed =
        must_follow(in(State::sending, 5), route(UnknownRule::retry, DeadLetter::fail), refused(ErrorKind::transient));
    EXPECT_EQ(failed.to, State::failed);
}

TEST(DeliveryRules, follow_the_routes_rule_for_refusals) {
    for (const auto kind :
         {ErrorKind::forbidden, ErrorKind::not_found, ErrorKind::conflict, ErrorKind::invalid, ErrorKind::permanent}) {
        EXPECT_EQ(must_follow(in(State::sending), route(), refused(kind)).to, State::parked);
        EXPECT_EQ(must_follow(in(State::sending), route(UnknownRule::retry, DeadLetter::fail), refused(kind)).to, State::failed);
    }
    EXPECT_EQ(must_follow(in(State::sending), route(), refused(ErrorKind::permanent)).error_detail,
              "送信先に受け付けられませんでした：detail");
}

TEST(DeliveryRules, park_our_own_mistakes_whatever_the_route_says) {
    const auto transition =
        must_follow(in(State::sending), route(UnknownRule::retry, DeadLetter::fail), refused(ErrorKind::bug));
    EXPECT_EQ(transition.to, State::parked);
    EXPECT_EQ(transition.error_detail, "プログラムの誤りのため、送信をやめました：detail");
    EXPECT_EQ(must_follow(in(State::sending), route(), refused(static_cast<ErrorKind>(99))).to, State::parked);
}

TEST(DeliveryRules, repeat_an_unknown_outcome_only_where_the_route_allows_it) {
    EXPECT_EQ(must_follow(in(State::sending), route(UnknownRule::retry), refused(ErrorKind::unknown_outcome)).to, State::pending);
    const auto shown = must_follow(in(State::sending), route(UnknownRule::show), refused(ErrorKind::unknown_outcome));
    EXPECT_EQ(shown.to, State::unknown);
    EXPECT_EQ(shown.error_detail, "届いたかどうかを確認できません：detail");
    EXPECT_EQ(must_follow(in(State::sending, 5), route(UnknownRule::retry), refused(ErrorKind::unknown_outcome)).to, State::unknown);
}

TEST(DeliveryRules, hand_back_what_was_not_called_as_if_nothing_had_been) {
    const auto leased = must_follow(in(State::leased), route(), NotCalled{});
    EXPECT_EQ(leased.to, State::pending);
    EXPECT_EQ(leased.attempts_step, 0);
    EXPECT_EQ(leased.delay, milliseconds(0));
    const auto sending = must_follow(in(State::sending), route(), NotCalled{});
    EXPECT_EQ(sending.to, State::pending);
    EXPECT_EQ(sending.attempts_step, -1);
}

TEST(DeliveryRules, fail_what_has_expired_before_it_was_called) {
    const auto leased = must_follow(in(State::leased, 0), route(), Expired{});
    EXPECT_EQ(leased.to, State::failed);
    EXPECT_EQ(leased.attempts_step, 0);
    EXPECT_EQ(leased.error_code, "delivery.expired");
    EXPECT_EQ(leased.error_detail, "有効期限を過ぎたため、送信しませんでした");
    const auto tried_before = must_follow(in(State::leased, 2), route(), Expired{});
    EXPECT_EQ(tried_before.error_detail, "有効期限を過ぎたため、送信を2回試みたところでやめました");
    const auto sending = must_follow(in(State::sending, 1), route(), Expired{});
    EXPECT_EQ(sending.to, State::failed);
    EXPECT_EQ(sending.attempts_step, -1);
    EXPECT_EQ(sending.error_detail, "有効期限を過ぎたため、送信しませんでした");
}

TEST(DeliveryRules, do_not_wait_for_an_attempt_that_would_come_too_late) {
    // The next attempt would come after 500 ms.
    auto in_time = refused(ErrorKind::transient);
    in_time.left = milliseconds(501);
    EXPECT_EQ(must_follow(in(State::sending), route(), in_time).to, State::pending);
    auto too_late = refused(ErrorKind::transient);
    too_late.left = milliseconds(500);
    const auto failed = must_follow(in(State::sending), route(), too_late);
    EXPECT_EQ(failed.to, State::failed);
    EXPECT_EQ(failed.error_code, "delivery.expired");
    EXPECT_EQ(failed.error_detail, "送信を1回試みましたが、有効期限までに成功しませんでした：detail");
    EXPECT_EQ(failed.attempts_step, 0);
}

TEST(DeliveryRules, show_an_unknown_outcome_whose_retry_would_come_too_late) {
    auto refusal = refused(ErrorKind::unknown_outcome);
    refusal.left = milliseconds(100);
    EXPECT_EQ(must_follow(in(State::sending), route(UnknownRule::retry), refusal).to, State::unknown);
    const WorkerLost lost{milliseconds(125'000), true, 0, true};
    EXPECT_EQ(must_follow(in(State::sending), route(UnknownRule::retry), lost).to, State::unknown);
}

TEST(DeliveryRules, park_what_used_up_its_attempts_even_if_it_expires_soon) {
    auto refusal = refused(ErrorKind::transient);
    refusal.left = milliseconds(1);
    EXPECT_EQ(must_follow(in(State::sending, 5), route(), refusal).to, State::parked);
}

TEST(DeliveryRules, turn_to_the_fallback_for_what_failed_for_good_and_for_nothing_else) {
    QueuedRoute with_fallback = route();
    with_fallback.fallback = "push";
    const auto fallback_after = [&](const DeliveryView& view, const Happening& happening) {
        return must_follow(view, with_fallback, happening).fallback;
    };
    EXPECT_EQ(fallback_after(in(State::sending), refused(ErrorKind::permanent)), "push");
    EXPECT_EQ(fallback_after(in(State::sending, 5), refused(ErrorKind::transient)), "push");
    EXPECT_EQ(fallback_after(in(State::sending), refused(ErrorKind::transient)), "");
    EXPECT_EQ(fallback_after(in(State::sending, 5), refused(ErrorKind::unknown_outcome)), "");
    EXPECT_EQ(fallback_after(in(State::sending), refused(ErrorKind::bug)), "");
    EXPECT_EQ(fallback_after(in(State::sending), Accepted{"r"}), "");
    EXPECT_EQ(fallback_after(in(State::leased), Expired{}), "");
    EXPECT_EQ(fallback_after(in(State::leased), CannotBeSent{Error{}}), "");
    EXPECT_EQ(fallback_after(in(State::leased, 1, 2), WorkerLost{}), "");
    auto too_late = refused(ErrorKind::transient);
    too_late.left = milliseconds(1);
    EXPECT_EQ(fallback_after(in(State::sending), too_late), "");
    EXPECT_EQ(must_follow(in(State::sending), route(), refused(ErrorKind::permanent)).fallback, "");
}

TEST(DeliveryRules, park_what_cannot_be_sent_with_its_reason) {
    const auto transition = must_follow(in(State::leased), route(),
                                        CannotBeSent{Error{ErrorKind::permanent, "route.missing", "経路がありません"}});
    EXPECT_EQ(transition.to, State::parked);
    EXPECT_EQ(transition.error_code, "route.missing");
    EXPECT_EQ(transition.error_detail, "経路がありません");
}

TEST(DeliveryRules, take_over_a_lease_of_a_lost_worker_at_once) {
    const auto crashed = must_follow(in(State::leased), route(), WorkerLost{milliseconds(0), true});
    EXPECT_EQ(crashed.to, State::pending);
    EXPECT_EQ(crashed.crashes_step, 1);
    const auto went_on = must_follow(in(State::leased, 1, 2), route(), WorkerLost{milliseconds(0), false});
    EXPECT_EQ(went_on.to, State::pending);
    EXPECT_EQ(went_on.crashes_step, 0);
}

TEST(DeliveryRules, park_what_workers_keep_dying_over) {
    for (const State state : {State::leased, State::sending}) {
        const auto transition = must_follow(in(state, 1, 2), route(), WorkerLost{milliseconds(200'000), true});
        EXPECT_EQ(transition.to, State::parked);
        EXPECT_EQ(transition.crashes_step, 1);
        EXPECT_EQ(transition.error_code, "worker.crashed");
        EXPECT_EQ(transition.error_detail, "処理中にワーカーが3回停止したため、保留しました");
    }
}

TEST(DeliveryRules, wait_for_the_connectors_own_deadline_before_taking_over_a_call) {
    EXPECT_FALSE(next(in(State::sending), route(), WorkerLost{milliseconds(124'999)}));
    EXPECT_EQ(must_follow(in(State::sending), route(), WorkerLost{milliseconds(125'000)}).to, State::pending);
}

TEST(DeliveryRules, show_a_call_that_nobody_knows_the_end_of) {
    const auto shown = must_follow(in(State::sending), route(UnknownRule::show), WorkerLost{milliseconds(125'000), true});
    EXPECT_EQ(shown.to, State::unknown);
    EXPECT_EQ(shown.crashes_step, 1);
    EXPECT_EQ(shown.error_detail, "送信中にワーカーが停止したため、届いたかどうかを確認できません");
    const auto used_up = must_follow(in(State::sending, 5), route(UnknownRule::retry), WorkerLost{milliseconds(125'000), false});
    EXPECT_EQ(used_up.to, State::unknown);
    EXPECT_EQ(used_up.crashes_step, 0);
}

TEST(TravelsAlone, is_for_deliveries_that_one_more_crash_would_park) {
    EXPECT_FALSE(travels_alone(0, route()));
    EXPECT_FALSE(travels_alone(1, route()));
    EXPECT_TRUE(travels_alone(2, route()));
    QueuedRoute strict = route();
    strict.max_crashes = 1;
    EXPECT_FALSE(travels_alone(0, strict));
}

TEST(IsStale, keeps_tickets_of_rows_that_wait_or_are_under_way) {
    const Ticket ticket{42, 3};
    EXPECT_TRUE(is_stale(ticket, nullptr));
    for (const State state : kAll) {
        const DeliveryView same{42, state, 3, 0, 0};
        const DeliveryView leased_since{42, state, 4, 0, 0};
        const DeliveryView later{42, state, 5, 0, 0};
        EXPECT_EQ(is_stale(ticket, &same), state != State::pending) << to_string(state);
        EXPECT_EQ(is_stale(ticket, &leased_since), state != State::leased && state != State::sending) << to_string(state);
        EXPECT_TRUE(is_stale(ticket, &later)) << to_string(state);
    }
}

}  // namespace
}  // namespace hub::queues
