#include "queues/pause_exchange.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

// The system's clock with another time of day.
class ShiftedClock final : public Clock {
public:
    WallTime wall() const override { return system_clock().wall() + shift_.load(); }
    MonotonicTime monotonic() const override { return system_clock().monotonic(); }
    void shift(std::chrono::milliseconds by) { shift_ = by; }

private:
    std::atomic<std::chrono::milliseconds> shift_{0ms};
};

// An hour that begins two hours from now.
DeliveryWindow later_today() {
    const auto japan = std::chrono::floor<std::chrono::minutes>(system_clock().wall().time_since_epoch() + 9h);
    const auto now = std::chrono::duration_cast<std::chrono::minutes>(japan % 24h);
    return {(now + 2h) % 24h, (now + 3h) % 24h};
}

TEST_F(DeliveryTest, waits_for_the_routes_hours_without_an_attempt) {
    routes.front().window = later_today();
    Hub hub(*this);
    publish(3);
    ASSERT_TRUE(eventually([this] {
        return text_of("SELECT count(*) FROM hub.delivery WHERE next_attempt_at > now() + interval '110 minutes'") ==
               "3";
    }));
    EXPECT_EQ(count("pending"), 3);
    EXPECT_EQ(redis_entries(), 0);
    EXPECT_EQ(sink.calls(), 0);
    EXPECT_EQ(text_of("SELECT sum(attempts) FROM hub.delivery"), "0");
}

TEST_F(DeliveryTest, waits_for_the_routes_hours_even_from_within_a_stream) {
    publish(3);
    relay_everything();
    routes.front().window = later_today();
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] {
        return text_of("SELECT count(*) FROM hub.delivery WHERE next_attempt_at > now() + interval '110 minutes'") ==
               "3";
    }));
    EXPECT_EQ(count("pending"), 3);
    EXPECT_EQ(sink.calls(), 0);
    EXPECT_EQ(text_of("SELECT sum(attempts) FROM hub.delivery"), "0");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery_event WHERE detail LIKE 'waits: calls begin at __:__'"), "3");
    EXPECT_TRUE(eventually([this] { return redis_entries() == 0; }));
}

TEST_F(DeliveryTest, calls_once_the_routes_hours_have_begun) {
    ShiftedClock shifted;
    clock = &shifted;
    routes.front().window = later_today();
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually(
        [this] { return text_of("SELECT next_attempt_at > now() + interval '1 hour' FROM hub.delivery") == "t"; }));
    shifted.shift(150min);
    execute("UPDATE hub.delivery SET next_attempt_at = now()");
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.call(0).delivery.attempt, 1);
}

TEST_F(DeliveryTest, expires_before_the_routes_hours_begin) {
    routes.front().window = later_today();
    Hub hub(*this);
    ASSERT_TRUE(publish_with({{"expirytime", to_rfc3339(system_clock().wall() + 1s)}}).ok());
    ASSERT_TRUE(eventually([this] { return count("failed") == 1; }));
    EXPECT_EQ(text_of("SELECT last_error_code FROM hub.delivery"), "delivery.expired");
    EXPECT_EQ(sink.calls(), 0);
}

TEST_F(DeliveryTest, calls_a_connector_for_nobody_while_it_asked_to_be_left_alone) {
    auto another = routes.front();
    another.id = "another";
    another.type = "another.type";
    another.lane = Lane::urgent;
    routes.push_back(another);
    sink.answer_next({Error{ErrorKind::throttled, "push.429", "later", 2s}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("pending") == 1 && sink.calls() == 1; }));
    const auto asked = system_clock().monotonic();
    publish(20);
    publish(20, "another.type");
    ASSERT_TRUE(eventually([this] { return count("sent") == 41; }));
    EXPECT_EQ(sink.calls(), 42);
    for (std::size_t index = 1; index < 42; ++index) EXPECT_GE(sink.call(index).at - sink.call(0).at, 2s);
    EXPECT_GE(system_clock().monotonic() - asked, 1s);
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery WHERE attempts = 1"), "40");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery WHERE attempts = 2"), "1");
}

TEST_F(DeliveryTest, tells_the_other_processes_what_a_connector_asked_for) {
    const RedisSettings redis_settings{"127.0.0.1", servers.redis_port()};
    RedisConnection here_redis(redis_settings, system_clock());
    RedisConnection there_redis(redis_settings, system_clock());
    const RouteBook book(routes);
    FlowControl here(system_clock());
    FlowControl there(system_clock());
    PauseExchange here_exchange(here_redis, book, here);
    PauseExchange there_exchange(there_redis, book, there);

    const Error error{ErrorKind::throttled, "push.429", "later", 30s};
    here.failed(routes.front(), error);
    ASSERT_TRUE(eventually([&] {
        here_exchange.step();
        there_exchange.step();
        return there.closed(routes.front()).has_value();
    }));
    EXPECT_GT(there.closed(routes.front())->wait, 20s);
    EXPECT_LE(there.closed(routes.front())->wait, 30s);

    const Error shorter{ErrorKind::throttled, "push.429", "later", 1s};
    FlowControl third(system_clock());
    PauseExchange third_exchange(there_redis, book, third);
    third.failed(routes.front(), shorter);
    third_exchange.step();
    EXPECT_GT(third.closed(routes.front())->wait, 20s);
    EXPECT_GT(redis({"PTTL", "hub:pause:mail"}).integer, 20'000);
}

TEST_F(DeliveryTest, tells_what_a_connector_asked_for_when_redis_is_back) {
    RedisConnection connection({"127.0.0.1", servers.redis_port()}, system_clock());
    const RouteBook book(routes);
    FlowControl flow(system_clock());
    PauseExchange exchange(connection, book, flow);
    servers.stop_redis();
    const Error error{ErrorKind::throttled, "push.429", "later", 1h};
    flow.failed(routes.front(), error);
    exchange.step();
    servers.start_redis();
    EXPECT_TRUE(eventually([&] {
        exchange.step();
        return redis({"PTTL", "hub:pause:mail"}).integer > 0;
    }));
}

TEST_F(DeliveryTest, lets_a_failing_connector_rest_and_then_begins_with_one_call) {
    routes.front().breaker = BreakerSettings{2, 1s};
    sink.answer_next(
        {Error{ErrorKind::transient, "smtp.away", "refused"}, Error{ErrorKind::transient, "smtp.away", "refused"}});
    Hub hub(*this);
    publish(2);
    ASSERT_TRUE(eventually([this] { return sink.calls() == 2 && count("sending") == 0; }));
    sink.hold();
    publish(40);
    ASSERT_TRUE(eventually([this] { return sink.calls() == 3; }));
    EXPECT_GE(sink.call(2).at - sink.call(1).at, 1s);
    EXPECT_FALSE(eventually([this] { return sink.calls() > 3; }, 1s));
    sink.release();
    ASSERT_TRUE(eventually([this] { return count("sent") == 42; }));
    EXPECT_EQ(sink.calls(), 44);
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery WHERE attempts = 1"), "40");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery WHERE attempts = 2"), "2");
}

}  // namespace
}  // namespace hub::queues
