// GCC 12.2 miscompiles some coroutine patterns (a capturing closure created inside a co_await expression is destroyed
// twice). These tests run exactly the patterns the hub allows itself; under AddressSanitizer a surprise of a new
// compiler shows up here first.
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include "router/runtime/blocking_pool.hpp"
#include "router/runtime/task_group.hpp"
#include "router/runtime/wait.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::runtime {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

Deadline soon() { return Deadline::after(system_clock(), 5s); }

// Counts its copies that are alive: a double destruction makes the count negative.
struct Counted {
    explicit Counted(int& alive_count) : alive(&alive_count) { ++*alive; }
    Counted(const Counted& other) : alive(other.alive), text(other.text) { ++*alive; }
    Counted(Counted&& other) noexcept : alive(other.alive), text(std::move(other.text)) { ++*alive; }
    ~Counted() { --*alive; }
    int* alive;
    std::string text = "a text that is too long for the small string buffer";
};

asio::awaitable<Result<std::string>> bridge_with_named_closure(BlockingPool& pool, Counted counted) {
    std::function<Result<std::string>()> job = [counted] { return Result<std::string>(counted.text); };
    auto result = co_await run_blocking<std::string>(pool, std::move(job), soon());
    co_return result;
}

TEST(CoroutineCanary, a_named_closure_handed_to_a_bridge_is_destroyed_once) {
    int alive = 0;
    {
        BlockingPool pool("test", 2, 16, system_clock());
        const auto result = test::run_awaitable(bridge_with_named_closure(pool, Counted(alive)));
        ASSERT_TRUE(result);
        EXPECT_EQ(*result, "a text that is too long for the small string buffer");
    }
    EXPECT_EQ(alive, 0);
}

asio::awaitable<int> parameter_by_value(Counted counted, int depth) {
    co_await sleep_for(0ms);
    if (depth == 0) co_return static_cast<int>(counted.text.size());
    const int below = co_await parameter_by_value(std::move(counted), depth - 1);
    co_return below;
}

TEST(CoroutineCanary, a_parameter_moved_through_nested_coroutines_lives_exactly_as_long) {
    int alive = 0;
    EXPECT_EQ(test::run_awaitable(parameter_by_value(Counted(alive), 20)), 51);
    EXPECT_EQ(alive, 0);
}

asio::awaitable<Result<void>> throws_later() {
    co_await sleep_for(0ms);
    throw std::runtime_error("on purpose");
}

asio::awaitable<Result<void>> within_of_a_throwing_one() {
    auto operation = throws_later();
    auto result = co_await within<void>(soon(), std::move(operation));
    co_return result;
}

TEST(CoroutineCanary, an_exception_crosses_within_as_a_bug) {
    const auto result = test::run_awaitable(within_of_a_throwing_one());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::bug);
}

asio::awaitable<void> appends(std::shared_ptr<std::vector<int>> target, int number) {
    co_await sleep_for(0ms);
    target->push_back(number);
}

asio::awaitable<bool> joins_three() {
    const auto executor = co_await asio::this_coro::executor;
    TaskGroup group(executor);
    const auto target = std::make_shared<std::vector<int>>();
    for (int number = 0; number < 3; ++number) group.spawn("append", appends(target, number));
    const bool joined = co_await group.join(soon());
    co_return joined && target->size() == 3 && !group.failed();
}

TEST(CoroutineCanary, a_task_group_joins_what_it_started) { EXPECT_TRUE(test::run_awaitable(joins_three())); }

asio::awaitable<int> loop_with_errors_copied_out_of_catch() {
    int caught = 0;
    for (int round = 0; round < 3; ++round) {
        std::string what;
        try {
            auto operation = throws_later();
            co_await std::move(operation);
        } catch (const std::exception& exception) {
            what = exception.what();
        }
        co_await sleep_for(0ms);
        if (what == "on purpose") ++caught;
    }
    co_return caught;
}

TEST(CoroutineCanary, an_error_copied_out_of_a_catch_block_survives_the_next_suspension) {
    EXPECT_EQ(test::run_awaitable(loop_with_errors_copied_out_of_catch()), 3);
}

}  // namespace
}  // namespace hub::runtime
