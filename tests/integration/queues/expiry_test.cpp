#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

std::string in(std::chrono::milliseconds time) { return to_rfc3339(system_clock().wall() + time); }

TEST_F(DeliveryTest, refuses_to_publish_times_that_are_none) {
    const auto done = publish_with({{"notbefore", "soon"}, {"expirytime", "2026-13-01T00:00:00Z"}});
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
    ASSERT_EQ(done.error().fields.size(), 2u);
    EXPECT_EQ(done.error().fields[0].field, "/notbefore");
    EXPECT_EQ(done.error().fields[1].field, "/expirytime");
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.message"), "0");
}

TEST_F(DeliveryTest, calls_nothing_before_its_time) {
    ASSERT_TRUE(publish_with({{"notbefore", in(1500ms)}}).ok());
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("sent") == 1; }));
    EXPECT_EQ(text_of("SELECT sending_since >= not_before FROM hub.delivery_instruction JOIN hub.delivery USING (id)"),
              "t");
}

TEST_F(DeliveryTest, fails_what_has_expired_without_calling) {
    ASSERT_TRUE(publish_with({{"expirytime", in(-1s)}}).ok());
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("failed") == 1; }));
    EXPECT_EQ(sink.calls(), 0);
    EXPECT_EQ(text_of("SELECT last_error_code FROM hub.delivery"), "delivery.expired");
    EXPECT_EQ(text_of("SELECT last_error_detail FROM hub.delivery"), "有効期限を過ぎたため、送信しませんでした");
    EXPECT_EQ(text_of("SELECT attempts FROM hub.delivery"), "0");
    EXPECT_TRUE(eventually([this] { return redis_entries() == 0; }));
}

TEST_F(DeliveryTest, fails_what_has_expired_while_it_was_in_the_stream) {
    ASSERT_TRUE(publish_with({{"expirytime", in(1h)}}).ok());
    relay_everything();
    ASSERT_EQ(redis_entries(), 1);
    execute("UPDATE hub.delivery_instruction SET not_after = now()");
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("failed") == 1; }));
    EXPECT_EQ(sink.calls(), 0);
}

TEST_F(DeliveryTest, does_not_try_again_after_the_expiry) {
    sink.answer_next({Error{ErrorKind::throttled, "smtp.slow", "later", 2h}});
    ASSERT_TRUE(publish_with({{"expirytime", in(1h)}}).ok());
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return count("failed") == 1; }));
    EXPECT_EQ(sink.calls(), 1);
    EXPECT_EQ(text_of("SELECT last_error_detail FROM hub.delivery"),
              "送信を1回試みましたが、有効期限までに成功しませんでした：later");
}

TEST_F(DeliveryTest, finds_out_about_an_expiry_before_the_next_attempt_is_due) {
    ASSERT_TRUE(publish_with({{"expirytime", in(1h)}}).ok());
    sink.answer_next({Error{ErrorKind::throttled, "smtp.slow", "later", 30min}});
    Hub hub(*this);
    ASSERT_TRUE(eventually([this] { return sink.calls() == 1 && count("pending") == 1; }));
    EXPECT_EQ(text_of("SELECT next_attempt_at > now() + interval '29 minutes' FROM hub.delivery"), "t");
    execute("UPDATE hub.delivery_instruction SET not_after = now()");
    execute("UPDATE hub.delivery SET next_attempt_at = now()");
    ASSERT_TRUE(eventually([this] { return count("failed") == 1; }));
    EXPECT_EQ(sink.calls(), 1);
    EXPECT_EQ(text_of("SELECT last_error_detail FROM hub.delivery"),
              "有効期限を過ぎたため、送信を1回試みたところでやめました");
}

}  // namespace
}  // namespace hub::queues
