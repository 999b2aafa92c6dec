#include <future>

#include <boost/asio/post.hpp>

#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class OutageTest : public DeliveryTest {
protected:
    // Whether the hub's I/O thread still does what it is asked to.
    static bool answers(Hub& hub) {
        auto answered = std::make_shared<std::promise<void>>();
        boost::asio::post(hub.context(), [answered] { answered->set_value(); });
        return answered->get_future().wait_for(500ms) == std::future_status::ready;
    }
};

TEST_F(OutageTest, accepts_messages_while_redis_is_frozen_and_delivers_them_afterwards) {
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    servers.freeze_redis();
    publish(5);
    EXPECT_TRUE(answers(hub));
    EXPECT_EQ(count("sent"), 1);
    servers.thaw_redis();
    ASSERT_TRUE(eventually([this] { return count("sent") == 6; }));
    EXPECT_EQ(sink.calls(), 6);
}

TEST_F(OutageTest, keeps_the_io_thread_free_while_postgresql_is_frozen) {
    Hub hub(*this);
    ASSERT_TRUE(eventually([&hub] { return hub.runtime().checks().at(1).ok; }));
    servers.freeze_postgresql();
    const bool noticed = eventually([&hub] { return !hub.runtime().checks().at(1).ok; });
    const bool answered = answers(hub);
    servers.thaw_postgresql();
    EXPECT_TRUE(noticed) << "the worker must not count itself alive";
    EXPECT_TRUE(answered);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.calls(), 1);
}

TEST_F(OutageTest, stops_in_time_while_both_servers_are_frozen) {
    auto hub = std::make_unique<Hub>(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    servers.freeze_redis();
    servers.freeze_postgresql();
    const auto before = std::chrono::steady_clock::now();
    hub->stop([] {}, 2s);
    const auto taken = std::chrono::steady_clock::now() - before;
    servers.thaw_postgresql();
    servers.thaw_redis();
    EXPECT_LT(taken, 8s);
}

TEST_F(OutageTest, says_what_is_away_and_what_is_back) {
    Hub hub(*this);
    const auto ok = [&hub](std::size_t index) { return hub.runtime().checks().at(index).ok; };
    ASSERT_TRUE(eventually([&] { return ok(0) && ok(1) && ok(2); }));
    servers.stop_redis();
    EXPECT_TRUE(eventually([&] { return !ok(0); }));
    EXPECT_TRUE(ok(1));
    servers.start_redis();
    EXPECT_TRUE(eventually([&] { return ok(0); }));
}

TEST_F(OutageTest, reports_a_redis_that_may_drop_work) {
    redis({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
    Hub hub(*this);
    EXPECT_TRUE(eventually([&hub] { return !hub.runtime().checks().at(2).ok; }));
    EXPECT_EQ(hub.runtime().checks().at(2).detail,
              "Redis: maxmemory-policy is allkeys-lru: Redis may drop queued work when its memory is full");
}

TEST_F(OutageTest, drains_what_is_there_and_waits_with_the_rest_while_redis_is_full) {
    sink.hold();
    Hub hub(*this);
    publish(400);
    ASSERT_TRUE(eventually([this] { return sink.calls() > 0 && redis_entries() == 400; }));
    redis({"CONFIG", "SET", "maxmemory", "1"});
    publish(10);
    sink.release();
    ASSERT_TRUE(eventually([this] { return count("sent") == 400; }));
    EXPECT_EQ(count("pending"), 10);
    redis({"CONFIG", "SET", "maxmemory", "268435456"});
    ASSERT_TRUE(eventually([this] { return count("sent") == 410; }));
    EXPECT_EQ(sink.calls(), 410);
}

}  // namespace
}  // namespace hub::queues
