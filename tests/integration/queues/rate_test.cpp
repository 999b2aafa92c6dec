#include <thread>
#include <utility>

#include "queues/rate_control.hpp"
#include "queues/worker_identity.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

double seconds(MonotonicTime::duration time) { return std::chrono::duration<double>(time).count(); }

class RateTest : public DeliveryTest {
protected:
    RateTest() { routes.front().rate = CallRate{20, 4}; }

    RedisSettings redis_settings() const { return {"127.0.0.1", servers.redis_port()}; }

    // Waits until as many are sent, each at its first attempt, and never more than 20 per second. No token is older
    // than `begun`.
    void expect_calls_at_the_rate(int calls, MonotonicTime begun) {
        ASSERT_TRUE(eventually([&] { return count("sent") == calls; }));
        EXPECT_EQ(sink.calls(), calls);
        for (int index = 0; index < calls; ++index) {
            const double passed = seconds(sink.call(static_cast<std::size_t>(index)).at - begun);
            EXPECT_LE(index + 1, 20 * passed + 1) << "call " << index << " after " << passed << " s";
        }
        EXPECT_EQ(count_of_first_attempts(), calls);
        // At the rate it takes 4 seconds.
        EXPECT_LT(seconds(sink.call(static_cast<std::size_t>(calls) - 1).at - begun), 20);
    }

    int count_of_first_attempts() { return std::stoi(text_of("SELECT count(*) FROM hub.delivery WHERE attempts = 1")); }

    // Takes what it can get for `time`; returns how much that was.
    int take_for(std::chrono::milliseconds time) {
        RedisConnection connection(redis_settings(), system_clock());
        SharedTokens tokens(connection);
        int given = 0;
        const auto end = system_clock().monotonic() + time;
        while (system_clock().monotonic() < end) {
            const auto grant = tokens.take("mail", *routes.front().rate, 3, 0);
            if (grant) given += grant->given;
        }
        return given;
    }
};

TEST_F(RateTest, shares_one_bucket_between_all_who_take_from_it) {
    const auto begun = system_clock().monotonic();
    int first = 0;
    std::thread other([&] { first = take_for(1500ms); });
    const int second = take_for(1500ms);
    other.join();
    const double passed = seconds(system_clock().monotonic() - begun);
    EXPECT_LE(first + second, 4 + 20 * passed);
    EXPECT_GE(first + second, 20);
}

TEST_F(RateTest, begins_empty_when_redis_was_emptied) {
    RedisConnection connection(redis_settings(), system_clock());
    SharedTokens tokens(connection);
    ASSERT_TRUE(eventually([&] {
        const auto grant = tokens.take("mail", CallRate{1, 50}, 0, 0);
        redis({"HSET", "hub:rate:mail", "tokens", "50"});
        return grant.ok();
    }));
    EXPECT_EQ(tokens.take("mail", CallRate{1, 50}, 10, 0)->given, 10);
    servers.flush_redis();
    const auto grant = tokens.take("mail", CallRate{1, 50}, 10, 0);
    ASSERT_TRUE(grant.ok());
    EXPECT_EQ(grant->given, 0);
    EXPECT_EQ(grant->next, 1s);
}

TEST_F(RateTest, leaves_tokens_to_earlier_lanes) {
    RedisConnection connection(redis_settings(), system_clock());
    SharedTokens tokens(connection);
    ASSERT_TRUE(eventually([&] { return tokens.take("mail", CallRate{1, 8}, 0, 0).ok(); }));
    redis({"HSET", "hub:rate:mail", "tokens", "8"});
    EXPECT_EQ(tokens.take("mail", CallRate{1, 8}, 100, 2)->given, 6);
    EXPECT_EQ(tokens.take("mail", CallRate{1, 8}, 100, 0)->given, 2);
}

TEST_F(RateTest, replaces_a_foreign_value_under_its_name) {
    redis({"SET", "hub:rate:mail", "mine"});
    RedisConnection connection(redis_settings(), system_clock());
    SharedTokens tokens(connection);
    EXPECT_TRUE(eventually([&] { return tokens.take("mail", CallRate{1, 8}, 1, 0).ok(); }));
}

TEST_F(RateTest, keeps_to_its_share_of_the_rate_without_redis) {
    test::FakeClock fake;
    RedisConnection nowhere({"127.0.0.1", 1}, fake);
    SharedTokens tokens(nowhere);
    RateControl rates(tokens, fake);
    fake.advance(10s);
    EXPECT_EQ(rates.take(routes.front(), 5), 0) << "the number of workers is not known";
    rates.set_workers(4);
    int given = 0;
    for (int step = 0; step < 100; ++step) {
        given += rates.take(routes.front(), 5);
        fake.advance(50ms);
    }
    // A fourth of 20 per second for 5 seconds.
    EXPECT_LE(given, 26);
    EXPECT_GE(given, 23);
}

TEST_F(RateTest, counts_the_workers_that_live) {
    const auto workers = [this] {
        int count = 0;
        DatabaseSession session(servers.application(), "test", system_clock());
        const auto done = session.run([&](pqxx::transaction_base& transaction) { count = live_workers(transaction); });
        EXPECT_TRUE(done.ok());
        return count;
    };
    EXPECT_EQ(workers(), 0);
    {
        Hub first(*this, "first");
        Hub second(*this, "second");
        EXPECT_TRUE(eventually([&] { return workers() == 2; }));
    }
    EXPECT_TRUE(eventually([&] { return workers() == 0; }));
}

TEST_F(RateTest, keeps_several_hubs_together_to_the_rate_of_a_connector) {
    const auto begun = system_clock().monotonic();
    Hub first(*this, "first");
    Hub second(*this, "second");
    publish(80);
    expect_calls_at_the_rate(80, begun);
}

TEST_F(RateTest, keeps_to_the_rate_also_what_is_in_the_stream_at_once) {
    const auto rate = std::exchange(routes.front().rate, std::nullopt);
    publish(80);
    relay_everything();
    routes.front().rate = rate;
    const auto begun = system_clock().monotonic();
    Hub first(*this, "first");
    Hub second(*this, "second");
    expect_calls_at_the_rate(80, begun);
}

TEST_F(RateTest, holds_up_neither_other_connectors_nor_earlier_lanes) {
    routes.front().rate = CallRate{4, 4};
    routes.front().lane = Lane::bulk;
    auto push = routes.front();
    push.id = "push";
    push.type = "push.type";
    push.connector = "push";
    push.rate.reset();
    auto urgent = routes.front();
    urgent.id = "urgent";
    urgent.type = "urgent.type";
    urgent.lane = Lane::urgent;
    routes.push_back(push);
    routes.push_back(urgent);
    publish(600);
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return sink.calls() > 0; }));
    publish(50, "push.type");
    publish(1, "urgent.type");
    ASSERT_TRUE(eventually([this] { return push_sink.calls() == 50 && sink.has_seen("urgent.type"); }));
    EXPECT_LT(sink.calls(), 300);
}

TEST_F(RateTest, leaves_the_backlog_in_rows_rather_than_in_the_streams) {
    routes.front().rate = CallRate{1, 1};
    publish(500);
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return sink.calls() > 0; }));
    EXPECT_TRUE(eventually([this] {
        return std::stoi(text_of(
                   "SELECT count(*) FROM hub.delivery WHERE next_attempt_at > now() + interval '5 minutes'")) > 100;
    }));
    EXPECT_LT(std::stoi(text_of("SELECT count(*) FROM hub.delivery_event")), 100);
}

}  // namespace
}  // namespace hub::queues
