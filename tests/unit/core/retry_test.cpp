#include "router/core/retry.hpp"

#include <gtest/gtest.h>

#include "router/core/queued_route.hpp"

namespace hub {
namespace {

using std::chrono::milliseconds;

const RetryPolicy kPolicy{5, milliseconds(1'000), milliseconds(6'000)};

TEST(RetryDelay, doubles_with_each_failure_up_to_the_cap) {
    const double almost_one = 0.9999999;
    EXPECT_EQ(retry_delay(kPolicy, 1, {}, almost_one), milliseconds(999));
    EXPECT_EQ(retry_delay(kPolicy, 2, {}, almost_one), milliseconds(1'999));
    EXPECT_EQ(retry_delay(kPolicy, 3, {}, almost_one), milliseconds(3'999));
    EXPECT_EQ(retry_delay(kPolicy, 4, {}, almost_one), milliseconds(5'999));
}

TEST(RetryDelay, is_spread_over_the_whole_wait) {
    EXPECT_EQ(retry_delay(kPolicy, 2, {}, 0.0), milliseconds(0));
    EXPECT_EQ(retry_delay(kPolicy, 2, {}, 0.5), milliseconds(1'000));
}

TEST(RetryDelay, ends_with_the_attempts) {
    EXPECT_FALSE(retry_delay(kPolicy, 5, {}, 0.5));
    EXPECT_FALSE(retry_delay(kPolicy, 6, milliseconds(1), 0.5));
}

TEST(RetryDelay, never_undercuts_what_the_other_side_asked_for) {
    EXPECT_EQ(retry_delay(kPolicy, 1, milliseconds(120'000), 0.0), milliseconds(120'000));
    EXPECT_EQ(retry_delay(kPolicy, 1, milliseconds(120'000), 0.5), milliseconds(120'500));
    EXPECT_EQ(retry_delay(kPolicy, 1, milliseconds(-7), 0.0), milliseconds(0));
}

TEST(RetryDelay, does_not_overflow_after_thousands_of_attempts) {
    const RetryPolicy patient{100'000, milliseconds(1'000), milliseconds(300'000)};
    EXPECT_EQ(retry_delay(patient, 99'999, {}, 0.5), milliseconds(150'000));
}

TEST(SystemRandom, stays_below_one) {
    for (int round = 0; round < 10'000; ++round) {
        const double number = system_random();
        EXPECT_GE(number, 0.0);
        EXPECT_LT(number, 1.0);
    }
}

TEST(QueuedRouteWords, are_read_back_as_they_are_written) {
    for (const Lane lane : kLanes) EXPECT_EQ(lane_from(to_string(lane)), lane);
    for (const auto rule : {UnknownRule::retry, UnknownRule::show}) EXPECT_EQ(unknown_rule_from(to_string(rule)), rule);
    for (const auto rule : {DeadLetter::park, DeadLetter::fail}) EXPECT_EQ(dead_letter_from(to_string(rule)), rule);
    EXPECT_FALSE(lane_from("slow"));
    EXPECT_FALSE(unknown_rule_from(""));
    EXPECT_FALSE(dead_letter_from("drop"));
}

}  // namespace
}  // namespace hub
