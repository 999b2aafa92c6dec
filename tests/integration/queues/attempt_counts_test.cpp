#include "queues/attempt_counts.hpp"

#include <gtest/gtest.h>

#include "tests/support/run_awaitable.hpp"
#include "tests/support/servers.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

// Two workers that count together.
class SharedAttempts : public testing::Test {
protected:
    void TearDown() override { test::Servers::shared().start_redis(); }
    std::chrono::milliseconds wait(AttemptCounts& worker, const std::string& key) {
        std::vector<AttemptKey> attempts{{key, {4, 60s, 600s, 1h}}, {"source of " + key, {100, 1s, 1s, 1h}}};
        return test::run_awaitable(worker.take(std::move(attempts), Deadline::after(system_clock(), 5s)));
    }
    int passed(int tries, const std::string& key) {
        int count = 0;
        for (int turn = 0; turn < tries; ++turn)
            if (wait(turn % 2 ? one : other, key) == 0ms) ++count;
        return count;
    }
    const RedisSettings redis{"127.0.0.1", test::Servers::shared().redis_port()};
    AttemptCounts one{redis, system_clock(), [] { return 2; }};
    AttemptCounts other{redis, system_clock(), [] { return 2; }};
};

TEST_F(SharedAttempts, pass_as_often_as_the_rule_says_over_all_workers) {
    EXPECT_EQ(passed(20, "together"), 4);
    const auto left = wait(one, "together");
    EXPECT_GT(left, 50s);
    EXPECT_LE(left, 60s);
}

TEST_F(SharedAttempts, pass_no_more_often_when_redis_vanishes_half_way) {
    int count = passed(2, "vanishing");
    test::Servers::shared().stop_redis();
    count += passed(40, "vanishing");
    EXPECT_EQ(count, 4);
    EXPECT_EQ(passed(40, "new meanwhile"), 4);
}

TEST_F(SharedAttempts, start_anew_after_a_success) {
    EXPECT_EQ(passed(6, "owner"), 4);
    const auto succeed = [&]() -> boost::asio::awaitable<bool> {
        auto telling = one.succeeded("owner", "source of owner", Deadline::after(system_clock(), 5s));
        co_await std::move(telling);
        co_return true;
    };
    test::run_awaitable(succeed());
    EXPECT_EQ(passed(6, "owner"), 4);
}

}  // namespace
}  // namespace hub::queues
