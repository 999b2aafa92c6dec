#include "router/core/breaker.hpp"

#include <gtest/gtest.h>

namespace hub {
namespace {

using std::chrono::milliseconds;
using State = Breaker::State;

const BreakerSettings kSettings{3, milliseconds(1'000)};
const MonotonicTime kStart{};

Breaker open_breaker() {
    Breaker breaker(kSettings);
    for (int call = 0; call < 3; ++call) breaker.failed(kStart);
    return breaker;
}

TEST(Breaker, opens_after_enough_failures_in_a_row) {
    Breaker breaker(kSettings);
    breaker.failed(kStart);
    breaker.failed(kStart);
    EXPECT_EQ(breaker.state(), State::closed);
    EXPECT_TRUE(breaker.permits(kStart));
    breaker.failed(kStart);
    EXPECT_EQ(breaker.state(), State::open);
    EXPECT_FALSE(breaker.permits(kStart));
}

TEST(Breaker, says_how_many_calls_it_would_permit_and_when) {
    Breaker breaker = open_breaker();
    EXPECT_EQ(breaker.room(kStart), 0u);
    EXPECT_EQ(breaker.until_probe(kStart + milliseconds(400)), milliseconds(600));
    const auto later = kStart + milliseconds(1'000);
    EXPECT_EQ(breaker.until_probe(later), milliseconds(0));
    EXPECT_EQ(breaker.room(later), 1u);
    EXPECT_TRUE(breaker.permits(later));
    EXPECT_EQ(breaker.room(later), 0u);
    breaker.succeeded();
    EXPECT_EQ(breaker.room(later), 2u);
    EXPECT_GT(Breaker(kSettings).room(kStart), 1'000'000u);
}

TEST(Breaker, forgets_failures_when_an_answer_comes) {
    Breaker breaker(kSettings);
    breaker.failed(kStart);
    breaker.failed(kStart);
    breaker.succeeded();
    breaker.failed(kStart);
    breaker.failed(kStart);
    EXPECT_EQ(breaker.state(), State::closed);
}

TEST(Breaker, lets_one_call_probe_when_its_time_is_over) {
    Breaker breaker = open_breaker();
    EXPECT_FALSE(breaker.permits(kStart + milliseconds(999)));
    EXPECT_TRUE(breaker.permits(kStart + milliseconds(1'000)));
    EXPECT_EQ(breaker.state(), State::half_open);
    EXPECT_FALSE(breaker.permits(kStart + milliseconds(1'000)));
}

TEST(Breaker, ramps_up_by_one_two_and_four_calls_before_it_closes) {
    Breaker breaker = open_breaker();
    const auto later = kStart + milliseconds(1'000);
    for (const int width : {1, 2, 4}) {
        EXPECT_EQ(breaker.state(), width == 1 ? State::open : State::half_open);
        for (int call = 0; call < width; ++call) EXPECT_TRUE(breaker.permits(later));
        EXPECT_FALSE(breaker.permits(later));
        for (int call = 0; call < width; ++call) breaker.succeeded();
    }
    EXPECT_EQ(breaker.state(), State::closed);
    EXPECT_TRUE(breaker.permits(later));
}

TEST(Breaker, opens_again_for_the_whole_time_when_a_probe_fails) {
    Breaker breaker = open_breaker();
    const auto later = kStart + milliseconds(1'000);
    EXPECT_TRUE(breaker.permits(later));
    breaker.failed(later);
    EXPECT_EQ(breaker.state(), State::open);
    EXPECT_FALSE(breaker.permits(later + milliseconds(999)));
    EXPECT_TRUE(breaker.permits(later + milliseconds(1'000)));
}

TEST(Breaker, gives_the_place_of_an_abandoned_probe_to_the_next_call) {
    Breaker breaker = open_breaker();
    const auto later = kStart + milliseconds(1'000);
    EXPECT_TRUE(breaker.permits(later));
    breaker.abandoned();
    EXPECT_EQ(breaker.state(), State::half_open);
    EXPECT_TRUE(breaker.permits(later));
}

TEST(Breaker, ignores_late_answers_to_calls_from_before_it_opened) {
    Breaker breaker = open_breaker();
    breaker.succeeded();
    breaker.failed(kStart + milliseconds(900));
    breaker.abandoned();
    EXPECT_EQ(breaker.state(), State::open);
    EXPECT_TRUE(breaker.permits(kStart + milliseconds(1'000)));
    breaker.succeeded();
    breaker.succeeded();
    EXPECT_EQ(breaker.state(), State::half_open);
}

TEST(Breaker, ignores_an_abandoned_call_while_closed) {
    Breaker breaker(kSettings);
    breaker.abandoned();
    EXPECT_EQ(breaker.state(), State::closed);
}

}  // namespace
}  // namespace hub
