#include <gtest/gtest.h>

#include "queues/loop_thread.hpp"
#include "queues/postgres_array.hpp"
#include "queues/reconnection.hpp"
#include "queues/route_book.hpp"
#include "queues/sending_places.hpp"

#include <future>

namespace hub::queues {
namespace {

using std::chrono::milliseconds;

TEST(PostgresArray, escapes_what_could_end_an_element) {
    PostgresArray array;
    EXPECT_EQ(array.text(), "{}");
    array.add("plain");
    array.add("a \"b\" \\ {c}, NULL");
    array.add("");
    EXPECT_EQ(array.text(), R"({"plain","a \"b\" \\ {c}, NULL",""})");
    EXPECT_EQ(to_array({1, -2, 3}), "{1,-2,3}");
}

TEST(SendingPlaces, are_256_and_the_last_ones_are_for_the_earlier_lanes) {
    SendingPlaces places;
    places.take(192);
    EXPECT_EQ(places.free(Lane::bulk), 0u);
    EXPECT_EQ(places.free(Lane::interactive), 48u);
    EXPECT_EQ(places.free(Lane::urgent), 64u);
    places.take(64);
    EXPECT_EQ(places.free(Lane::urgent), 0u);
    places.give_back(256);
    EXPECT_EQ(places.used(), 0u);
    EXPECT_EQ(places.free(Lane::bulk), 192u);
}

TEST(Reconnection, waits_longer_after_each_failure_and_not_at_all_after_a_success) {
    Reconnection reconnection(milliseconds(100), milliseconds(2'000), [] { return 0.0; });
    MonotonicTime now{};
    EXPECT_TRUE(reconnection.is_due(now));
    for (const int wait : {50, 100, 200, 400, 800, 1'000, 1'000}) {
        reconnection.failed(now);
        EXPECT_FALSE(reconnection.is_due(now + milliseconds(wait - 1)));
        now += milliseconds(wait);
        EXPECT_TRUE(reconnection.is_due(now));
    }
    reconnection.succeeded();
    reconnection.failed(now);
    EXPECT_TRUE(reconnection.is_due(now + milliseconds(50)));
}

TEST(RouteBook, leads_to_the_fallback_under_that_connectors_rules) {
    QueuedRoute mail;
    mail.id = "mail_route";
    mail.connector = "mail";
    mail.lane = Lane::bulk;
    mail.rate = CallRate{1, 1};
    mail.fallback = "push";
    QueuedRoute push;
    push.id = "push_route";
    push.connector = "push";
    push.rate = CallRate{7, 8};
    push.breaker = BreakerSettings{3};
    const RouteBook book({mail, push});
    const auto fallback = book.find("mail_route", "push");
    ASSERT_TRUE(fallback);
    EXPECT_EQ(fallback->connector, "push");
    EXPECT_EQ(fallback->lane, Lane::bulk);
    EXPECT_EQ(*fallback->rate, (CallRate{7, 8}));
    EXPECT_EQ(*fallback->breaker, BreakerSettings{3});
    EXPECT_EQ(fallback->fallback, "");
    EXPECT_EQ(book.find("mail_route", "mail")->connector, "mail");
    EXPECT_EQ(book.find("mail_route", "formerly")->connector, "mail");
    EXPECT_FALSE(book.find("nowhere", "push"));
}

TEST(RouteBook, finds_routes_by_id_and_by_type_and_is_replaced_whole) {
    QueuedRoute mail;
    mail.id = "mail";
    mail.type = "shop.approved";
    RouteBook book({mail});
    const auto kept = book.find("mail");
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(book.taking("shop.approved").size(), 1u);
    EXPECT_TRUE(book.taking("shop.closed").empty());
    book.use({});
    EXPECT_EQ(book.find("mail"), nullptr);
    EXPECT_EQ(kept->type, "shop.approved");
}

TEST(LoopThread, goes_on_after_a_step_threw_and_ends_when_asked) {
    std::atomic<int> rounds{0};
    std::promise<void> second;
    LoopThread thread("test", [&]() -> milliseconds {
        if (++rounds == 1) throw std::runtime_error("planned");
        if (rounds == 2) second.set_value();
        return milliseconds(60'000);
    });
    EXPECT_TRUE(thread.finished());
    thread.start();
    thread.wake();
    ASSERT_EQ(second.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
    EXPECT_FALSE(thread.finished());
    thread.request_stop();
}

}  // namespace
}  // namespace hub::queues
