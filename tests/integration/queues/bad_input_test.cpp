#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

// What somebody may write into our rows and keys: one such row or key holds up no other.
class BadInputTest : public DeliveryTest {
protected:
    // Changes the row of one of six messages in that table by hand and lets the rest be delivered.
    void expect_the_others_to_arrive(const std::string& table, const std::string& changes) {
        SCOPED_TRACE(table + ": " + changes);
        execute("DELETE FROM hub.message");
        const auto ids = publish(6);
        const auto message = "'" + ids.front() + "'";
        const auto delivery = text_of("SELECT id FROM hub.delivery_instruction WHERE message_id = " + message);
        execute("UPDATE hub." + table + " SET " + changes + " WHERE id = " + (table == "message" ? message : delivery));
        Hub hub(*this);
        EXPECT_TRUE(eventually(
            [&] {
                return text_of("SELECT count(*) FROM hub.delivery WHERE state = 'sent' AND id <> " + delivery) == "5";
            },
            std::chrono::seconds(20)));
    }
};

TEST_F(BadInputTest, rows_edited_by_hand_hold_up_no_other) {
    expect_the_others_to_arrive("delivery_instruction", "not_after = 'infinity'");
    EXPECT_TRUE(eventually([this] { return count("sent") == 6; })) << "it never expires";
    expect_the_others_to_arrive("delivery_instruction", "not_after = '-infinity'");
    EXPECT_TRUE(eventually([this] { return count("failed") == 1; })) << "it has expired";
    expect_the_others_to_arrive("delivery_instruction", "connector = 'nobody', route = ''");
    expect_the_others_to_arrive("delivery", "attempts = 2147483647");
    expect_the_others_to_arrive("delivery", "crashes = 2147483647");
    expect_the_others_to_arrive("delivery", "epoch = 2147483647");
    expect_the_others_to_arrive("delivery", "next_attempt_at = '-infinity'");
}

TEST_F(BadInputTest, messages_edited_by_hand_hold_up_no_other) {
    expect_the_others_to_arrive("message", "time = 'infinity'");
    expect_the_others_to_arrive("message", "time = '294276-01-01'");
    expect_the_others_to_arrive("message", "time = '4713-01-02 BC'");
    expect_the_others_to_arrive("message", "data = '7', extensions = '{\"expirytime\": [1], \"x\": {\"y\": null}}'");
    expect_the_others_to_arrive("message", "type = 'nobody.knows'");
}

TEST_F(BadInputTest, keys_of_a_wrong_type_hold_nothing_up) {
    for (const auto lane : kLanes) redis({"HSET", stream_key(lane), "not", "a stream"});
    redis({"LPUSH", "hub:pause:mail", "not", "a time"});
    redis({"LPUSH", "hub:rate:mail", "not", "a bucket"});
    routes.front().rate = CallRate{1'000, 1'000};
    Hub hub(*this);
    publish(20);
    EXPECT_TRUE(eventually([this] { return count("sent") == 20; }));
    // And again while it runs.
    for (const auto lane : kLanes) {
        redis({"DEL", stream_key(lane)});
        redis({"SET", stream_key(lane), "a text"});
    }
    publish(20);
    EXPECT_TRUE(eventually([this] { return count("sent") == 40; }));
}

TEST_F(BadInputTest, garbage_in_a_stream_is_removed_and_the_rest_flows_on) {
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    const std::string lane = stream_key(Lane::interactive);
    for (const std::string& text :
         {std::string(""), std::string("1:"), std::string(":"), std::string("-1:0"), std::string("1:99999999999"),
          std::string("99999999999999999999:1"), std::string("1:1:together"), std::string("\0\xff\xfe", 3),
          std::string(100'000, '1')})
        redis({"XADD", lane, "*", "d", text});
    redis({"XADD", lane, "*", "one", "1", "two", "2", "d", "1:0"});
    publish(20);
    EXPECT_TRUE(eventually([this] { return count("sent") == 21 && redis_entries() == 0; }));
    EXPECT_EQ(sink.calls(), 21);
}

}  // namespace
}  // namespace hub::queues
