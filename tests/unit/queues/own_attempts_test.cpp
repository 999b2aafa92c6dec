#include <gtest/gtest.h>

#include "queues/attempt_counts.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class OwnAttemptsTest : public testing::Test {
protected:
    // Whether a try passes; it is counted when it does.
    bool passes(const std::string& key, int workers = 1) {
        const std::vector<AttemptKey> attempts{{key, {2, 1s, 8s, 1h}}};
        if (own.wait(attempts, workers) > 0ms) return false;
        own.count(attempts);
        return true;
    }
    test::FakeClock clock;
    OwnAttempts own{clock};
};

TEST_F(OwnAttemptsTest, slow_each_key_for_itself) {
    EXPECT_TRUE(passes("a"));
    EXPECT_TRUE(passes("a"));
    EXPECT_FALSE(passes("a"));
    EXPECT_TRUE(passes("b"));
    clock.advance(1s);
    EXPECT_TRUE(passes("a"));
    clock.advance(1s);
    EXPECT_FALSE(passes("a"));
    clock.advance(1s);
    EXPECT_TRUE(passes("a"));
}

TEST_F(OwnAttemptsTest, are_forgotten_given_back_and_gone_after_their_time) {
    passes("a");
    passes("a");
    own.give_back("a");
    EXPECT_TRUE(passes("a"));
    EXPECT_FALSE(passes("a"));
    own.forget("a");
    EXPECT_TRUE(passes("a"));
    EXPECT_TRUE(passes("a"));
    clock.advance(61min);
    EXPECT_TRUE(passes("a"));
    EXPECT_TRUE(passes("a"));
    EXPECT_FALSE(passes("a"));
}

TEST_F(OwnAttemptsTest, give_one_of_two_workers_half_of_what_passes_at_once) {
    EXPECT_TRUE(passes("a", 2));
    EXPECT_FALSE(passes("a", 2));
}

TEST_F(OwnAttemptsTest, stay_bounded_however_many_keys_there_are) {
    for (std::size_t number = 0; number < OwnAttempts::kMostKeys; ++number) passes("key " + std::to_string(number));
    EXPECT_TRUE(passes("one more"));
    EXPECT_TRUE(passes("and one more"));
    EXPECT_FALSE(passes("which share a count"));
}

}  // namespace
}  // namespace hub::queues
