#include "queues/retry_budget.hpp"

#include <set>

#include <gtest/gtest.h>

#include "queues/flow_control.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class RetryBudgetTest : public testing::Test {
protected:
    test::FakeClock clock;
    RetryBudget budget{RetryBudgetSettings{10, 5}};

    MonotonicTime now() const { return clock.monotonic(); }
    void first_calls(int count) {
        for (int call = 0; call < count; ++call) budget.first_call(now());
    }
    int take_all() {
        int taken = 0;
        while (budget.permits(now())) ++taken;
        return taken;
    }
};

TEST_F(RetryBudgetTest, lets_a_quiet_system_try_again_a_few_times_a_minute) {
    EXPECT_EQ(take_all(), 5);
    EXPECT_EQ(take_all(), 0);
    clock.advance(60s);
    EXPECT_EQ(take_all(), 5);
}

TEST_F(RetryBudgetTest, lets_one_find_out_every_five_seconds_whether_the_outage_is_over) {
    EXPECT_EQ(take_all(), 5);
    for (int slot = 0; slot < 5; ++slot) {
        clock.advance(5s);
        EXPECT_EQ(take_all(), 1);
    }
    budget.answered(now());
    EXPECT_EQ(take_all(), 1) << "it is over: the next may follow at once";
}

TEST_F(RetryBudgetTest, permits_a_tenth_of_the_calls_of_the_last_minute) {
    first_calls(1'000);
    EXPECT_EQ(budget.room(now()), 100u);
    EXPECT_EQ(take_all(), 100);
    clock.advance(30s);
    first_calls(500);
    EXPECT_EQ(take_all(), 50);
    clock.advance(30s);
    // The first calls and the first retries are a minute old.
    EXPECT_EQ(take_all(), 1) << "50 of 500 calls are used up; one may always try";
    first_calls(100);
    EXPECT_EQ(take_all(), 9);
}

TEST_F(RetryBudgetTest, keeps_an_outage_to_a_tenth_more_calls) {
    int firsts = 0;
    int retries = 0;
    for (int second = 0; second < 600; ++second) {
        first_calls(100);
        firsts += 100;
        const int taken = take_all();
        for (int retry = 0; retry < taken; ++retry) budget.failed();
        retries += taken;
        clock.advance(1s);
    }
    EXPECT_LE(retries, firsts / 10 + 12);
    EXPECT_GE(retries, firsts / 10 - 60) << "and not far below";
}

TEST_F(RetryBudgetTest, lets_retries_go_on_faster_and_faster_once_they_are_answered) {
    int answered = 0;
    int rounds = 0;
    while (answered < 100'000 && rounds < 1'000) {
        const int taken = take_all();
        ASSERT_GT(taken, 0);
        for (int retry = 0; retry < taken; ++retry) budget.answered(now());
        answered += taken;
        ++rounds;
        clock.advance(20ms);
    }
    EXPECT_LT(rounds, 150) << "100,000 that waited, at 20 ms a call";
}

TEST_F(RetryBudgetTest, gets_back_what_was_not_made_also_when_that_is_known_later) {
    EXPECT_EQ(take_all(), 5);
    clock.advance(20s);
    budget.not_made(now());
    budget.not_made(now());
    EXPECT_EQ(take_all(), 2);
    clock.advance(2min);
    budget.not_made(now());
    EXPECT_EQ(take_all(), 5) << "time has given it back already";
}

TEST_F(RetryBudgetTest, sends_those_it_has_no_room_for_away_for_different_times) {
    std::set<std::chrono::milliseconds> turns;
    for (int turn = 0; turn < 1'000; ++turn) turns.insert(budget.next_turn());
    EXPECT_EQ(turns.size(), 1'000u);
    EXPECT_GE(*turns.begin(), 5s);
    EXPECT_LT(*turns.rbegin(), 60s);
}

// How FlowControl uses it.
class RetryFlowTest : public testing::Test {
protected:
    test::FakeClock clock;
    FlowControl flow{clock};
    QueuedRoute route;

    RetryFlowTest() {
        route.connector = "mail";
        route.retry_budget = RetryBudgetSettings{10, 2};
    }

    Error error(ErrorKind kind) const { return {kind, "code", "detail"}; }
    // Retries that may go on at once, each of which ends with this.
    int retries_until_refused(const std::function<void()>& end) {
        int made = 0;
        for (; made < 50 && flow.permits_call(route, Attempt::again); ++made) end();
        return made;
    }
};

TEST_F(RetryFlowTest, counts_only_a_call_after_a_failed_one_as_a_retry) {
    EXPECT_EQ(attempt_after(0, 0), Attempt::first);
    EXPECT_EQ(attempt_after(1, 0), Attempt::again);
    EXPECT_EQ(attempt_after(2, 2), Attempt::first) << "both ended with their workers";
    EXPECT_EQ(attempt_after(3, 2), Attempt::again);
}

TEST_F(RetryFlowTest, postpones_retries_of_the_connector_and_neither_first_calls_nor_other_connectors) {
    EXPECT_EQ(retries_until_refused([&] { flow.failed(route, error(ErrorKind::transient), Attempt::again); }), 2);
    const auto admission = flow.admission(route, Attempt::again);
    EXPECT_EQ(admission.most, 0u);
    EXPECT_GE(admission.others.wait, 5s);
    EXPECT_EQ(admission.others.reason, "for its turn among the retries to mail");
    EXPECT_GT(flow.admission(route).most, 1'000u);
    EXPECT_TRUE(flow.permits_call(route));
    auto other = route;
    other.connector = "push";
    EXPECT_TRUE(flow.permits_call(other, Attempt::again));
    route.retry_budget.reset();
    EXPECT_TRUE(flow.permits_call(route, Attempt::again));
}

TEST_F(RetryFlowTest, uses_the_budget_up_for_what_fails_and_for_nothing_else) {
    for (const auto kind : {ErrorKind::transient, ErrorKind::throttled, ErrorKind::unknown_outcome}) {
        EXPECT_EQ(retries_until_refused([&] { flow.failed(route, error(kind), Attempt::again); }), 2);
        clock.advance(1min);
    }
    for (const auto kind : {ErrorKind::permanent, ErrorKind::invalid, ErrorKind::bug, ErrorKind::cancelled}) {
        EXPECT_EQ(retries_until_refused([&] { flow.failed(route, error(kind), Attempt::again); }), 50);
        clock.advance(1min);
    }
    EXPECT_EQ(retries_until_refused([&] { flow.answered(route, Attempt::again); }), 50);
    clock.advance(1min);
    EXPECT_EQ(retries_until_refused([&] { flow.not_called(route, Attempt::again); }), 50);
}

TEST_F(RetryFlowTest, takes_nothing_of_it_when_the_breaker_says_no) {
    route.breaker = BreakerSettings{1, 10s};
    ASSERT_TRUE(flow.permits_call(route));
    flow.failed(route, error(ErrorKind::transient));
    for (int attempt = 0; attempt < 10; ++attempt) EXPECT_FALSE(flow.permits_call(route, Attempt::again));
    route.breaker.reset();
    EXPECT_TRUE(flow.permits_call(route, Attempt::again));
}

TEST_F(RetryFlowTest, grows_with_the_traffic) {
    for (int call = 0; call < 200; ++call) {
        ASSERT_TRUE(flow.permits_call(route));
        call % 2 == 0 ? flow.answered(route) : flow.failed(route, error(ErrorKind::transient));
    }
    EXPECT_EQ(retries_until_refused([&] { flow.failed(route, error(ErrorKind::transient), Attempt::again); }), 20);
}

}  // namespace
}  // namespace hub::queues
