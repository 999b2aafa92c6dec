#include "router/runtime/blocking_pool.hpp"

#include <gtest/gtest.h>

#include <latch>

#include "router/runtime/wait.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::runtime {
namespace {

using namespace std::chrono_literals;

using Job = std::function<Result<std::string>()>;

Result<std::string> run(BlockingPool& pool, Job job, std::chrono::milliseconds in = 5s) {
    return test::run_awaitable(run_blocking<std::string>(pool, std::move(job), Deadline::after(system_clock(), in)));
}

TEST(BlockingPool, brings_the_result_of_a_job_back) {
    BlockingPool pool("test", 1, 4, system_clock());
    const auto result = run(pool, [] { return Result<std::string>("done"); });
    ASSERT_TRUE(result);
    EXPECT_EQ(*result, "done");
}

TEST(BlockingPool, turns_what_a_job_throws_into_a_bug) {
    BlockingPool pool("test", 1, 4, system_clock());
    const auto result = run(pool, []() -> Result<std::string> { throw std::runtime_error("broken"); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::bug);
}

TEST(BlockingPool, refuses_a_job_when_too_many_wait) {
    BlockingPool pool("test", 1, 1, system_clock());
    std::latch started(1);
    std::latch release(1);
    ASSERT_TRUE(pool.post([&] {
        started.count_down();
        release.wait();
    }));
    started.wait();
    ASSERT_TRUE(pool.post([] {}));
    const auto result = run(pool, [] { return Result<std::string>("never"); });
    release.count_down();
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::throttled);
}

TEST(BlockingPool, does_not_start_a_job_whose_deadline_has_passed) {
    BlockingPool pool("test", 1, 4, system_clock());
    bool ran = false;
    const auto result = run(pool, [&ran]() -> Result<std::string> {
        ran = true;
        return std::string();
    }, -1ms);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::cancelled);
    EXPECT_FALSE(ran);
}

boost::asio::awaitable<Result<void>> never_ends(std::shared_ptr<AsyncEvent> event) {
    bool notified = false;
    while (!notified) notified = co_await event->wait_for(10s);
    co_return Result<void>::success();
}

boost::asio::awaitable<Result<void>> waits_for_the_endless() {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto event = std::make_shared<AsyncEvent>(executor);
    auto operation = never_ends(event);
    auto result = co_await within<void>(Deadline::after(system_clock(), 20ms), std::move(operation));
    event->notify();
    co_return result;
}

TEST(Within, gives_up_on_an_operation_that_takes_too_long) {
    const auto result = test::run_awaitable(waits_for_the_endless());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::cancelled);
}

}  // namespace
}  // namespace hub::runtime
