#include "queues/token_bucket.hpp"

#include <gtest/gtest.h>

#include "queues/waiting_line.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

const MonotonicTime kStart{1h};

TEST(TokenBucket, begins_empty_and_fills_at_its_rate) {
    TokenBucket bucket;
    EXPECT_EQ(bucket.take(5, 8, 20, kStart), 0);
    EXPECT_EQ(bucket.until_next(8), 125ms);
    EXPECT_EQ(bucket.take(5, 8, 20, kStart + 100ms), 0);
    EXPECT_GE(bucket.until_next(8), 25ms);
    EXPECT_LE(bucket.until_next(8), 26ms);
    EXPECT_EQ(bucket.take(5, 8, 20, kStart + 126ms), 1);
    EXPECT_EQ(bucket.take(5, 8, 20, kStart + 501ms), 3);
}

TEST(TokenBucket, saves_up_no_more_than_it_has_room_for) {
    TokenBucket bucket;
    bucket.take(0, 10, 20, kStart);
    EXPECT_EQ(bucket.take(100, 10, 20, kStart + 1h), 20);
    EXPECT_EQ(bucket.take(100, 10, 20, kStart + 1h), 0);
}

TEST(TokenBucket, gives_nothing_for_a_time_that_goes_backwards) {
    TokenBucket bucket;
    bucket.take(0, 10, 20, kStart);
    EXPECT_EQ(bucket.take(1, 10, 20, kStart - 1h), 0);
    EXPECT_EQ(bucket.take(20, 10, 20, kStart + 1s), 10);
}

TEST(TokenBucket, never_gives_more_than_rate_and_burst_allow_whatever_is_asked) {
    TokenBucket bucket;
    int given = 0;
    for (int step = 0; step <= 1'000; ++step) given += bucket.take(step % 7, 10, 4, kStart + step * 17ms);
    EXPECT_LE(given, 4 + 10 * 17);
    EXPECT_GE(given, 10 * 17 - 4);
}

TEST(WaitingLine, spreads_those_who_wait) {
    WaitingLine line;
    EXPECT_TRUE(line.empty(kStart));
    EXPECT_EQ(line.join(30ms, 100ms, kStart), 30ms);
    EXPECT_EQ(line.join(30ms, 100ms, kStart), 130ms);
    EXPECT_EQ(line.join(30ms, 100ms, kStart + 100ms), 130ms);
    EXPECT_FALSE(line.empty(kStart + 100ms));
    EXPECT_TRUE(line.empty(kStart + 400ms));
    EXPECT_EQ(line.join(0ms, 100ms, kStart + 1s), 0ms);
}

}  // namespace
}  // namespace hub::queues
