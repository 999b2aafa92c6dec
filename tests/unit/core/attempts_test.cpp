#include "router/core/attempts.hpp"

#include <gtest/gtest.h>

namespace hub {
namespace {

using namespace std::chrono_literals;

const AttemptRule kRule{3, 1s, 10s, 1h};

TEST(AttemptRules, let_the_first_ones_pass_and_double_the_wait_of_each_further_one) {
    EXPECT_EQ(wait_after(kRule, 0), 0ms);
    EXPECT_EQ(wait_after(kRule, 2), 0ms);
    EXPECT_EQ(wait_after(kRule, 3), 1s);
    EXPECT_EQ(wait_after(kRule, 4), 2s);
    EXPECT_EQ(wait_after(kRule, 6), 8s);
    EXPECT_EQ(wait_after(kRule, 7), 10s);
    EXPECT_EQ(wait_after(kRule, 1'000'000'000), 10s);
}

TEST(AttemptRules, give_workers_that_cannot_count_together_no_more_than_the_whole) {
    for (const int workers : {1, 2, 3, 8}) {
        const auto share = share_of(kRule, workers);
        EXPECT_LE(share.free * workers, kRule.free);
        EXPECT_EQ(share.first_wait, workers * kRule.first_wait);
        EXPECT_EQ(share.longest_wait, workers * kRule.longest_wait);
    }
}

}  // namespace
}  // namespace hub
