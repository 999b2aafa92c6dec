#include "queues/flow_control.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

QueuedRoute route(const std::string& connector = "mail") {
    QueuedRoute made;
    made.id = connector + "_route";
    made.connector = connector;
    return made;
}

QueuedRoute with_breaker() {
    auto made = route();
    made.breaker = BreakerSettings{2, 10s};
    return made;
}

Error error(ErrorKind kind, std::optional<std::chrono::milliseconds> retry_after = std::nullopt) {
    return {kind, "code", "detail", retry_after};
}

class FlowControlTest : public testing::Test {
protected:
    test::FakeClock clock;
    FlowControl flow{clock};

    void open_breaker() {
        for (int call = 0; call < 2; ++call) {
            ASSERT_TRUE(flow.permits_call(with_breaker()));
            flow.failed(with_breaker(), error(ErrorKind::transient));
        }
    }
};

TEST_F(FlowControlTest, holds_nothing_of_a_route_without_rules) {
    EXPECT_FALSE(flow.closed(route()));
    EXPECT_GT(flow.admission(route()).most, 1'000'000u);
    EXPECT_TRUE(flow.permits_call(route()));
}

TEST_F(FlowControlTest, leaves_the_whole_connector_alone_as_long_as_it_asked_and_no_other) {
    flow.failed(route(), error(ErrorKind::throttled, 30s));
    auto another = route();
    another.id = "another";
    const auto hold = flow.closed(another);
    ASSERT_TRUE(hold);
    EXPECT_EQ(hold->wait, 30s);
    EXPECT_EQ(flow.admission(another).most, 0u);
    EXPECT_FALSE(flow.closed(route("push")));
    clock.advance(29'999ms);
    EXPECT_EQ(flow.closed(route())->wait, 1ms);
    clock.advance(1ms);
    EXPECT_FALSE(flow.closed(route()));
}

TEST_F(FlowControlTest, never_shortens_a_pause) {
    flow.failed(route(), error(ErrorKind::throttled, 30s));
    flow.failed(route(), error(ErrorKind::transient, 5s));
    flow.heard({"mail", 1s});
    EXPECT_EQ(flow.closed(route())->wait, 30s);
    flow.heard({"mail", 40s});
    EXPECT_EQ(flow.closed(route())->wait, 40s);
}

TEST_F(FlowControlTest, believes_no_pause_beyond_a_day) {
    flow.failed(route(), error(ErrorKind::throttled, 1'000h));
    EXPECT_EQ(flow.closed(route())->wait, 24h);
}

TEST_F(FlowControlTest, pauses_nothing_for_refusals_of_one_message) {
    flow.failed(route(), error(ErrorKind::permanent, 30s));
    flow.failed(route(), error(ErrorKind::throttled));
    EXPECT_FALSE(flow.closed(route()));
}

TEST_F(FlowControlTest, tells_a_pause_that_began_here_once_and_none_that_was_heard) {
    flow.heard({"push", 10s});
    flow.failed(route(), error(ErrorKind::throttled, 30s));
    const auto pauses = flow.take_new_pauses();
    ASSERT_EQ(pauses.size(), 1u);
    EXPECT_EQ(pauses[0].connector, "mail");
    EXPECT_EQ(pauses[0].left, 30s);
    EXPECT_TRUE(flow.take_new_pauses().empty());
    flow.tell_again(pauses);
    clock.advance(10s);
    ASSERT_EQ(flow.take_new_pauses().size(), 1u);
    flow.tell_again(pauses);
    clock.advance(20s);
    EXPECT_TRUE(flow.take_new_pauses().empty());
}

TEST_F(FlowControlTest, keeps_a_route_to_its_hours) {
    auto day = route();
    // The fake clock begins at 2026-09-21T23:13:20+09:00.
    day.window = DeliveryWindow{9h, 20h};
    const auto hold = flow.closed(day);
    ASSERT_TRUE(hold);
    EXPECT_EQ(hold->wait, 9h + 46min + 40s);
    EXPECT_EQ(hold->reason, "calls begin at 09:00");
    clock.advance(hold->wait);
    EXPECT_FALSE(flow.closed(day));
}

TEST_F(FlowControlTest, withholds_calls_after_failures_in_a_row_and_lets_1_2_and_4_through) {
    open_breaker();
    EXPECT_FALSE(flow.permits_call(with_breaker()));
    EXPECT_EQ(flow.admission(with_breaker()).most, 0u);
    EXPECT_EQ(flow.admission(with_breaker()).others.wait, 10s);
    clock.advance(10s);
    for (const std::size_t width : {1u, 2u, 4u}) {
        EXPECT_EQ(flow.admission(with_breaker()).most, width);
        for (std::size_t call = 0; call < width; ++call) EXPECT_TRUE(flow.permits_call(with_breaker()));
        EXPECT_FALSE(flow.permits_call(with_breaker()));
        EXPECT_EQ(flow.admission(with_breaker()).most, 0u);
        EXPECT_EQ(flow.admission(with_breaker()).others.wait, 2'500ms);
        for (std::size_t call = 0; call < width; ++call) flow.answered(with_breaker());
    }
    EXPECT_GT(flow.admission(with_breaker()).most, 1'000'000u);
}

TEST_F(FlowControlTest, opens_again_when_a_probe_fails) {
    open_breaker();
    clock.advance(10s);
    ASSERT_TRUE(flow.permits_call(with_breaker()));
    flow.failed(with_breaker(), error(ErrorKind::unknown_outcome));
    EXPECT_FALSE(flow.permits_call(with_breaker()));
    EXPECT_EQ(flow.admission(with_breaker()).others.wait, 10s);
}

TEST_F(FlowControlTest, gives_a_probes_place_to_the_next_when_it_was_not_called) {
    open_breaker();
    clock.advance(10s);
    ASSERT_TRUE(flow.permits_call(with_breaker()));
    ASSERT_FALSE(flow.permits_call(with_breaker()));
    flow.not_called(with_breaker());
    EXPECT_TRUE(flow.permits_call(with_breaker()));
}

TEST_F(FlowControlTest, counts_a_refusal_as_a_sign_of_health_and_throttling_as_none_of_either) {
    flow.failed(with_breaker(), error(ErrorKind::transient));
    flow.failed(with_breaker(), error(ErrorKind::throttled));
    flow.failed(with_breaker(), error(ErrorKind::unauthenticated));
    flow.failed(with_breaker(), error(ErrorKind::transient));
    EXPECT_FALSE(flow.permits_call(with_breaker()));
    FlowControl another(clock);
    another.failed(with_breaker(), error(ErrorKind::transient));
    another.failed(with_breaker(), error(ErrorKind::permanent));
    another.failed(with_breaker(), error(ErrorKind::transient));
    EXPECT_TRUE(another.permits_call(with_breaker()));
}

TEST_F(FlowControlTest, begins_anew_with_a_breakers_new_settings) {
    open_breaker();
    auto changed = with_breaker();
    changed.breaker->failures = 7;
    EXPECT_TRUE(flow.permits_call(changed));
}

}  // namespace
}  // namespace hub::queues
