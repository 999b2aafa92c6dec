#include "router/supervisor/restart_policy.hpp"

#include <gtest/gtest.h>

namespace hub::supervisor {
namespace {

using namespace std::chrono_literals;

TEST(RestartPolicy, restarts_at_once_after_a_long_life) {
    RestartPolicy policy;
    const MonotonicTime start{};
    EXPECT_EQ(policy.after_death(start, start + 31s), 0ms);
}

TEST(RestartPolicy, waits_longer_each_time_a_worker_dies_young_but_never_beyond_10_s) {
    RestartPolicy policy;
    const MonotonicTime start{};
    std::chrono::milliseconds previous{0};
    for (int death = 0; death < 20; ++death) {
        const auto delay = policy.after_death(start, start + 1s);
        EXPECT_GE(delay, previous);
        EXPECT_LE(delay, 10s);
        previous = delay;
    }
    EXPECT_EQ(previous, 10s);
}

TEST(RestartPolicy, forgets_young_deaths_after_a_long_life) {
    RestartPolicy policy;
    const MonotonicTime start{};
    for (int death = 0; death < 5; ++death) policy.after_death(start, start + 1s);
    policy.after_death(start, start + 60s);
    EXPECT_EQ(policy.after_death(start, start + 1s), 200ms);
}

}  // namespace
}  // namespace hub::supervisor
