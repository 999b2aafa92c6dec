#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

class FallbackTest : public DeliveryTest {
protected:
    FallbackTest() {
        routes.front().fallback = "push";
        routes.front().retry.attempts = 2;
    }
};

TEST_F(FallbackTest, sends_what_was_refused_for_good_through_the_other_connector) {
    sink.answer_next({Error{ErrorKind::permanent, "smtp.550", "no such user"}});
    Hub hub(*this);
    publish(2);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1 && count("sent") == 2; }));
    EXPECT_EQ(sink.calls(), 2);
    ASSERT_EQ(push_sink.calls(), 1);
    EXPECT_EQ(
        text_of("SELECT connector FROM hub.delivery_instruction JOIN hub.delivery USING (id) WHERE state = 'parked'"),
        "mail");
    EXPECT_EQ(
        text_of("SELECT message_id FROM hub.delivery_instruction JOIN hub.delivery USING (id) WHERE state = 'parked'"),
        push_sink.call(0).message.id);
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery_event WHERE detail = 'made for the fallback connector push'"),
              "1");
    EXPECT_EQ(text_of("SELECT count(DISTINCT idempotency_key) FROM hub.delivery_instruction"), "3");
}

TEST_F(FallbackTest, begins_after_the_last_attempt) {
    sink.answer_next(
        {Error{ErrorKind::transient, "smtp.away", "refused"}, Error{ErrorKind::transient, "smtp.away", "refused"}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1 && count("sent") == 1; }));
    EXPECT_EQ(sink.calls(), 2);
    EXPECT_EQ(push_sink.calls(), 1);
    EXPECT_EQ(push_sink.call(0).delivery.attempt, 1);
}

TEST_F(FallbackTest, does_not_lead_any_further_when_it_fails_too) {
    sink.answer_next({Error{ErrorKind::permanent, "smtp.550", "no"}});
    push_sink.answer_next({Error{ErrorKind::permanent, "push.410", "gone"}});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("parked") == 2; }));
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery"), "2");
}

TEST_F(FallbackTest, happens_once_even_if_the_first_delivery_is_tried_and_refused_again) {
    const Error no{ErrorKind::permanent, "smtp.550", "no"};
    sink.answer_next({no, no});
    Hub hub(*this);
    publish(1);
    ASSERT_TRUE(eventually([this] { return count("parked") == 1 && count("sent") == 1; }));
    execute("UPDATE hub.delivery SET state = 'pending', published_at = NULL, leased_by = NULL WHERE state = 'parked'");
    ASSERT_TRUE(eventually([this] { return sink.calls() == 2 && count("parked") == 1; }));
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery"), "2");
    EXPECT_EQ(push_sink.calls(), 1);
}

TEST_F(FallbackTest, is_not_for_what_may_have_arrived) {
    routes.front().unknown = UnknownRule::show;
    sink.answer_next({Error{ErrorKind::unknown_outcome, "smtp.cut", "cut"}});
    Hub hub(*this);
    publish(2);
    ASSERT_TRUE(eventually([this] { return count("unknown") == 1 && count("sent") == 1; }));
    EXPECT_EQ(text_of("SELECT count(*) FROM hub.delivery"), "2");
    EXPECT_EQ(push_sink.calls(), 0);
}

}  // namespace
}  // namespace hub::queues
