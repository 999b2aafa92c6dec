#include <gtest/gtest.h>

#include "router/core/closest_name.hpp"
#include "router/core/deadline.hpp"
#include "router/core/metrics.hpp"
#include "router/core/result.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub {
namespace {

TEST(Result, holds_a_bug_until_it_is_given_something) {
    const Result<int> result;
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::bug);
}

TEST(Error, may_be_retried_only_when_transient_or_throttled) {
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::bug); ++kind) {
        const Error error{static_cast<ErrorKind>(kind), "code", "detail"};
        const bool expected = error.kind == ErrorKind::transient || error.kind == ErrorKind::throttled;
        EXPECT_EQ(may_retry(error), expected) << to_string(error.kind);
    }
}

TEST(Deadline, counts_down_to_zero_and_never_below) {
    test::FakeClock clock;
    const auto deadline = Deadline::after(clock, std::chrono::milliseconds(500));
    EXPECT_EQ(deadline.remaining(clock).count(), 500);
    clock.advance(std::chrono::milliseconds(200));
    EXPECT_EQ(deadline.remaining(clock).count(), 300);
    EXPECT_EQ(deadline.at_most(clock, std::chrono::milliseconds(100)).remaining(clock).count(), 100);
    EXPECT_EQ(deadline.at_most(clock, std::chrono::milliseconds(900)).remaining(clock).count(), 300);
    clock.advance(std::chrono::milliseconds(900));
    EXPECT_TRUE(deadline.passed(clock));
    EXPECT_EQ(deadline.remaining(clock).count(), 0);
}

TEST(ClosestName, finds_what_was_probably_meant) {
    const std::vector<std::string> known{"timeout_ms", "connector", "fallback"};
    EXPECT_EQ(closest_name("timout_ms", known), "timeout_ms");
    EXPECT_EQ(closest_name("conector", known), "connector");
    EXPECT_EQ(closest_name("zzzzzzzz", known), "");
    EXPECT_EQ(did_you_mean("fall_back", known), " (did you mean \"fallback\"?)");
    EXPECT_EQ(closest_name(std::string(100'000, 'x'), known), "");
}

TEST(Metrics, are_shown_in_the_prometheus_text_format) {
    metrics::number("hub_test_requests_total", "route=\"a\"").fetch_add(3);
    metrics::number("hub_test_waiting").store(2);
    const auto text = metrics::to_text();
    EXPECT_NE(text.find("# TYPE hub_test_requests_total counter\nhub_test_requests_total{route=\"a\"} 3\n"),
              std::string::npos);
    EXPECT_NE(text.find("# TYPE hub_test_waiting gauge\nhub_test_waiting 2\n"), std::string::npos);
}

}  // namespace
}  // namespace hub
