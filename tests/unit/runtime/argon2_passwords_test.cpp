#include "router/runtime/argon2_passwords.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "tests/support/run_awaitable.hpp"

namespace hub::runtime {
namespace {

using namespace std::chrono_literals;

class Argon2 : public testing::Test {
protected:
    Deadline in(std::chrono::milliseconds time) { return Deadline::after(system_clock(), time); }
    PasswordTurn turn() { return test::run_awaitable(passwords.turn(in(5s))).value(); }
    std::string hash(const std::string& password) {
        return test::run_awaitable(passwords.hash(turn(), password, in(5s))).value();
    }
    bool matches(const std::string& password, const std::string& stored) {
        return test::run_awaitable(passwords.matches(turn(), password, stored, in(5s))).value();
    }
    Argon2Passwords passwords{system_clock()};
};

TEST_F(Argon2, keeps_its_parameters_in_the_hash_and_never_makes_the_same_one_twice) {
    const auto stored = hash("ことりが3わ、えだに");
    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << stored.substr(0, 31);
    EXPECT_EQ(stored.find('\0'), std::string::npos);
    EXPECT_NE(stored, hash("ことりが3わ、えだに"));
}

TEST_F(Argon2, knows_the_password_and_no_other) {
    const auto stored = hash(std::string("a\0b", 3));
    EXPECT_TRUE(matches(std::string("a\0b", 3), stored));
    EXPECT_FALSE(matches("a", stored));
    EXPECT_FALSE(matches("", stored));
    EXPECT_FALSE(matches("a", "no hash at all"));
}

TEST_F(Argon2, lets_nobody_in_by_an_empty_hash_and_works_as_long_for_it) {
    const auto stored = hash("password of somebody");
    // The fastest of some: whatever else runs on the machine only adds.
    const auto time_of = [&](const std::string& any) {
        auto fastest = std::chrono::steady_clock::duration::max();
        for (int turn = 0; turn < 5; ++turn) {
            const auto begin = std::chrono::steady_clock::now();
            EXPECT_FALSE(matches("guess", any));
            fastest = std::min(fastest, std::chrono::steady_clock::now() - begin);
        }
        return fastest;
    };
    const auto known = time_of(stored);
    const auto unknown = time_of("");
    EXPECT_GT(3 * unknown, known);
    EXPECT_GT(3 * known, unknown);
}

// The nice value of every thread of this process, by what /proc says.
std::multiset<int> niceness_of_threads() {
    std::multiset<int> all;
    for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task"))
        all.insert(getpriority(PRIO_PROCESS, static_cast<id_t>(std::stoul(thread.path().filename()))));
    return all;
}

TEST_F(Argon2, lets_other_threads_go_before_the_one_that_hashes) {
    const auto before = niceness_of_threads();
    ASSERT_EQ(before.count(10), 0U);
    const int own = getpriority(PRIO_PROCESS, 0);
    const auto stored = hash("kotori");
    EXPECT_TRUE(matches("kotori", stored));
    const auto after = niceness_of_threads();
    EXPECT_GE(after.count(10), 1U);
    EXPECT_LE(after.count(10), Argon2Passwords::kAtOnce);
    EXPECT_EQ(getpriority(PRIO_PROCESS, 0), own);
}

TEST_F(Argon2, says_that_it_is_busy_when_there_is_no_time_left) {
    const auto hashed = test::run_awaitable(passwords.hash(turn(), "kotori", in(0ms)));
    ASSERT_FALSE(hashed);
    EXPECT_EQ(hashed.error().code, "passwords.busy");
}

TEST_F(Argon2, turns_away_whom_it_would_have_to_let_wait_too_long) {
    std::vector<PasswordTurn> turns;
    for (std::size_t person = 0; person < Argon2Passwords::kTurns; ++person) turns.push_back(turn());
    EXPECT_TRUE(passwords.room_in_line());
    const auto late = test::run_awaitable(passwords.turn(in(1ms)));
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "passwords.busy");
    EXPECT_EQ(late.error().kind, ErrorKind::transient);
    EXPECT_EQ(late.error().retry_after, 5s);
    turns.pop_back();
    EXPECT_EQ(turn().use_count(), 1);
}

TEST_F(Argon2, keeps_a_turn_no_longer_than_it_hashes_or_there_was_time_to) {
    for (const auto time : {5'000ms, 0ms}) {
        auto first = turn();
        auto second = turn();
        const std::weak_ptr<const void> held[] = {first, second};
        (void)test::run_awaitable(passwords.hash(std::move(first), "kotori", in(time)));
        (void)test::run_awaitable(passwords.matches(std::move(second), "kotori", "", in(time)));
        EXPECT_TRUE(held[0].expired());
        EXPECT_TRUE(held[1].expired());
    }
}

TEST_F(Argon2, turns_a_crowd_away_behind_those_who_wait) {
    constexpr std::size_t kCrowd = 300;
    boost::asio::io_context context;
    std::size_t checked = 0;
    std::size_t busy = 0;
    const auto ask = [&]() -> boost::asio::awaitable<void> {
        const auto room = passwords.room_in_line();
        auto own = co_await passwords.turn(in(10min));
        EXPECT_EQ(room.ok(), own.ok());
        if (!own) {
            EXPECT_EQ(own.error().code, "passwords.busy");
            ++busy;
            co_return;
        }
        auto asking = passwords.matches(std::move(*own), "guess", "", in(10min));
        const auto answer = co_await std::move(asking);
        EXPECT_TRUE(answer);
        ++checked;
    };
    for (std::size_t person = 0; person < kCrowd; ++person)
        boost::asio::co_spawn(context, ask(), boost::asio::detached);
    context.run();
    EXPECT_EQ(checked, Argon2Passwords::kTurns + Argon2Passwords::kMostWaiting);
    // What is promised for each worker: two hash at once (two more are looked up meanwhile), 256 wait.
    EXPECT_EQ(Argon2Passwords::kAtOnce, 2U);
    EXPECT_EQ(Argon2Passwords::kTurns, 4U);
    EXPECT_EQ(Argon2Passwords::kMostWaiting, 256U);
    EXPECT_EQ(busy, kCrowd - 260);
    EXPECT_EQ(busy, kCrowd - checked);
}

}  // namespace
}  // namespace hub::runtime
