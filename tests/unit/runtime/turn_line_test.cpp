#include "router/runtime/turn_line.hpp"

#include <gtest/gtest.h>

#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "tests/support/run_awaitable.hpp"

namespace hub::runtime {
namespace {

using namespace std::chrono_literals;

class TurnLineTest : public testing::Test {
protected:
    // Asks in the name of somebody; what becomes of it stands in `events`.
    void come(std::string name, std::chrono::milliseconds longest = 10s) {
        boost::asio::co_spawn(context, wait(std::move(name), longest), boost::asio::detached);
        context.poll();
        context.restart();
    }
    void go() {
        turns.erase(turns.begin());
        context.poll();
        context.restart();
    }

    boost::asio::io_context context;
    TurnLine line{2, 2};
    std::vector<TurnLine::Turn> turns;
    std::string events;

private:
    boost::asio::awaitable<void> wait(std::string name, std::chrono::milliseconds longest) {
        auto turn = co_await line.wait(longest);
        if (turn) turns.push_back(std::move(*turn));
        events += turn ? name : turn.error().code;
        events += " ";
    }
};

TEST_F(TurnLineTest, lets_so_many_go_on_and_calls_the_others_in_order) {
    for (const auto* name : {"a", "b", "c", "d"}) come(name);
    EXPECT_EQ(events, "a b ");
    go();
    EXPECT_EQ(events, "a b c ");
    go();
    EXPECT_EQ(events, "a b c d ");
}

TEST_F(TurnLineTest, turns_away_who_comes_to_a_full_line) {
    for (const auto* name : {"a", "b", "c"}) come(name);
    EXPECT_FALSE(line.full());
    come("d");
    EXPECT_TRUE(line.full());
    come("e");
    EXPECT_EQ(events, "a b line.full ");
    go();
    EXPECT_FALSE(line.full());
    go();
}

TEST_F(TurnLineTest, passes_over_who_went_away) {
    for (const auto* name : {"a", "b"}) come(name);
    come("c", 1ms);
    context.run();
    context.restart();
    come("d");
    go();
    EXPECT_EQ(events, "a b line.too_long d ");
}

TEST_F(TurnLineTest, is_free_again_when_nobody_waits) {
    come("a");
    go();
    for (const auto* name : {"b", "c", "d"}) come(name);
    EXPECT_EQ(events, "a b c ");
    go();
}

}  // namespace
}  // namespace hub::runtime
