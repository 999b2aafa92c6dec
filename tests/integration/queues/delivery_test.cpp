#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

TEST_F(DeliveryTest, delivers_what_a_committed_transaction_published) {
    Hub hub(*this);
    const auto id = publish(1).front();
    ASSERT_TRUE(eventually([this] { return sink.calls() == 1 && count("sent") == 1; }));
    const auto call = sink.call(0);
    EXPECT_EQ(call.message.id, id);
    EXPECT_EQ(call.message.type, "shop.approved");
    EXPECT_EQ(call.message.subject, "shop_temp/7");
    EXPECT_EQ(call.delivery.attempt, 1);
    EXPECT_FALSE(call.delivery.idempotency_key.empty());
    EXPECT_TRUE(eventually([this] { return redis_entries() == 0; }));
}

TEST_F(DeliveryTest, delivers_nothing_of_a_transaction_that_was_rolled_back) {
    Hub hub(*this);
    publish_and_fail();
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.calls(), 1);
}

TEST_F(DeliveryTest, delivers_each_of_many_once) {
    Hub first(*this, "first");
    Hub second(*this, "second");
    publish(5'000);
    ASSERT_TRUE(eventually([this] { return count("sent") == 5'000; }));
    EXPECT_EQ(sink.calls(), 5'000);
    EXPECT_EQ(sink.different_keys(), 5'000u);
}

TEST_F(DeliveryTest, translates_a_message_before_it_is_sent) {
    routes.front().translator = "to_mail";
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.call(0).message.type, "mail.send");
}

TEST_F(DeliveryTest, parks_what_cannot_be_translated_and_says_why_in_japanese) {
    routes.front().translator = "refusing";
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1; }));
    EXPECT_EQ(sink.calls(), 0);
    EXPECT_EQ(text_of("SELECT last_error_detail FROM hub.delivery"), "送信する内容を作れませんでした：no address");
}

TEST_F(DeliveryTest, tries_again_with_the_same_key_after_a_passing_failure) {
    sink.answer_next({Error{ErrorKind::transient, "smtp.away", "connection refused"},
                      Error{ErrorKind::throttled, "smtp.slow", "later", 10ms}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.calls(), 3);
    EXPECT_EQ(sink.different_keys(), 1u);
    EXPECT_EQ(sink.call(2).delivery.attempt, 3);
}

TEST_F(DeliveryTest, does_not_count_as_an_attempt_what_a_connector_had_no_room_for) {
    routes.front().retry.attempts = 1;
    sink.answer_next(
        {Error{ErrorKind::not_begun, "mail.full", "no room"}, Error{ErrorKind::not_begun, "mail.full", "no room"}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(sink.calls(), 3);
    EXPECT_EQ(text_of("SELECT attempts FROM hub.delivery"), "1");
}

TEST_F(DeliveryTest, parks_what_the_other_side_refuses) {
    sink.answer_next({Error{ErrorKind::permanent, "smtp.550", "no such \xff user"}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1; }));
    EXPECT_EQ(text_of("SELECT last_error_code FROM hub.delivery"), "smtp.550");
}

TEST_F(DeliveryTest, shows_an_unknown_outcome_instead_of_calling_again) {
    routes.front().unknown = UnknownRule::show;
    sink.answer_next({Error{ErrorKind::unknown_outcome, "smtp.cut", "cut after the final dot"}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("unknown") == 1; }));
    EXPECT_EQ(sink.calls(), 1);
}

TEST_F(DeliveryTest, survives_an_emptied_redis_between_publishing_and_consuming) {
    publish(300);
    relay_everything();
    ASSERT_EQ(redis_entries(), 300);
    servers.flush_redis();
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("sent") == 300; }));
    EXPECT_EQ(sink.calls(), 300);
}

TEST_F(DeliveryTest, survives_being_emptied_while_consumers_wait) {
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    servers.flush_redis();
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 2; }));
    EXPECT_EQ(sink.calls(), 2);
}

TEST_F(DeliveryTest, waits_while_redis_is_stopped_and_goes_on_when_it_is_back) {
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    servers.stop_redis();
    publish(3);
    EXPECT_FALSE(eventually([this] { return sink.calls() > 1; }, 1s));
    EXPECT_EQ(count("pending"), 3);
    servers.start_redis();
    ASSERT_TRUE(eventually([this] { return count("sent") == 4; }));
    EXPECT_EQ(sink.calls(), 4);
}

TEST_F(DeliveryTest, goes_on_after_postgresql_was_killed) {
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    servers.kill_postgresql();
    servers.start_postgresql();
    publish(2);
    ASSERT_TRUE(eventually([this] { return count("sent") == 3; }));
    EXPECT_EQ(sink.calls(), 3);
}

TEST_F(DeliveryTest, removes_garbage_and_foreign_keys_from_the_streams) {
    redis({"SET", "hub:lane:urgent", "not a stream"});
    redis({"XADD", "hub:lane:interactive", "*", "x", "y"});
    redis({"XADD", "hub:lane:interactive", "*", "d", "999999:7"});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1 && redis_entries() == 0; }));
}

TEST_F(DeliveryTest, parks_deliveries_of_a_route_that_is_no_longer_there) {
    publish(1);
    routes.front().id = "another";
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1; }));
    EXPECT_EQ(text_of("SELECT last_error_code FROM hub.delivery"), "route.missing");
}

TEST_F(DeliveryTest, hands_everything_back_or_through_when_it_is_stopped) {
    sink.hold();
    Hub hub(*this);
    publish(400);
    ASSERT_TRUE(eventually([this] { return sink.calls() > 0; }));
    const bool clean = hub.stop([this] { sink.release(); });
    EXPECT_TRUE(clean);
    EXPECT_EQ(count("leased") + count("sending"), 0);
    EXPECT_EQ(count("sent") + count("pending"), 400);
    EXPECT_EQ(count("sent"), sink.calls());
    Hub next(*this);
    ASSERT_TRUE(eventually([this] { return count("sent") == 400; }));
    EXPECT_EQ(sink.calls(), 400);
}

TEST_F(DeliveryTest, never_has_more_than_256_in_sending) {
    sink.hold();
    Hub hub(*this);
    publish(600);
    ASSERT_TRUE(eventually([this] { return sink.calls() >= 240; }));
    EXPECT_FALSE(eventually([this] { return sink.calls() > 256; }, 500ms));
    EXPECT_LE(count("sending"), 256);
    sink.release();
    ASSERT_TRUE(eventually([this] { return count("sent") == 600; }));
}

TEST_F(DeliveryTest, lets_an_urgent_message_overtake_a_bulk_backlog) {
    auto urgent = routes.front();
    urgent.id = "urgent";
    urgent.type = "alert.raised";
    urgent.lane = Lane::urgent;
    routes.front().lane = Lane::bulk;
    routes.push_back(urgent);
    sink.hold();
    Hub hub(*this);
    publish(1'000);
    ASSERT_TRUE(eventually([this] { return sink.calls() >= 192; }));
    publish(1, "alert.raised");
    ASSERT_TRUE(eventually([this] { return sink.has_seen("alert.raised"); }, 2s));
    sink.release();
    ASSERT_TRUE(eventually([this] { return count("sent") == 1'001; }));
}

TEST_F(DeliveryTest, waits_for_places_and_not_for_redis_while_a_lane_is_held_back) {
    routes.front().lane = Lane::bulk;
    publish(1'000);
    sink.hold();
    Hub hub(*this);
    constexpr int kPlacesOfBulk = 192;
    EXPECT_TRUE(eventually([this] { return sink.calls() == kPlacesOfBulk; }));
    // A client that waits in Redis would not see a place come back.
    int waiting = 0;
    for (int look = 0; look < 500; ++look)
        waiting += redis({"INFO", "clients"}).text.find("blocked_clients:0\r\n") == std::string::npos;
    EXPECT_EQ(waiting, 0);
    sink.release();
    ASSERT_TRUE(eventually([this] { return count("sent") == 1'000; }));
}

TEST_F(DeliveryTest, delivers_a_whole_bulk_backlog_through_the_places_that_bulk_may_use) {
    routes.front().lane = Lane::bulk;
    publish(5'000);
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return sink.calls() == 5'000; }));
    ASSERT_TRUE(eventually([this] { return count("sent") == 5'000; }));
}

}  // namespace
}  // namespace hub::queues
