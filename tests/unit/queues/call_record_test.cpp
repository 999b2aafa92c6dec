#include "queues/call_record.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_clock.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class CallRecordTest : public testing::Test {
protected:
    CallRecordTest() {
        route.id = "approval";
        route.connector = "mail";
    }
    void fail(ErrorKind kind, int times = 1) {
        for (int time = 0; time < times; ++time) record.failed(route, {kind, "smtp.reply_535", "<a@example.jp> no"});
    }

    test::FakeClock clock;
    CallRecord record{clock};
    QueuedRoute route;
};

TEST_F(CallRecordTest, counts_calls_by_route) {
    record.taken(route);
    record.taken(route);
    fail(ErrorKind::transient);
    EXPECT_EQ(record.calls().at("approval").taken, 2);
    EXPECT_EQ(record.calls().at("approval").failed, 1);
    clock.advance(2s);
    EXPECT_EQ(record.taken_ago().at("mail"), 2s);
}

TEST_F(CallRecordTest, sees_trouble_in_refused_credentials_at_once) {
    fail(ErrorKind::unauthenticated);
    const auto troubles = record.troubles();
    ASSERT_EQ(troubles.size(), 1u);
    EXPECT_EQ(troubles[0].connector, "mail");
    EXPECT_EQ(troubles[0].detail, "refuses our credentials or rights, last with smtp.reply_535");
}

TEST_F(CallRecordTest, sees_trouble_in_five_failures_in_a_row_or_in_as_many_as_open_the_breaker) {
    fail(ErrorKind::transient, 4);
    EXPECT_TRUE(record.troubles().empty());
    fail(ErrorKind::permanent);
    EXPECT_EQ(record.troubles().at(0).in_a_row, 5);
    record.taken(route);
    route.breaker = BreakerSettings{2, 1s};
    fail(ErrorKind::unknown_outcome);
    EXPECT_TRUE(record.troubles().empty());
    fail(ErrorKind::unknown_outcome);
    EXPECT_EQ(record.troubles().size(), 1u);
}

TEST_F(CallRecordTest, forgets_trouble_once_a_call_is_taken_or_after_ten_minutes) {
    fail(ErrorKind::forbidden);
    record.taken(route);
    EXPECT_TRUE(record.troubles().empty());
    fail(ErrorKind::forbidden);
    clock.advance(599s);
    EXPECT_EQ(record.troubles().size(), 1u);
    clock.advance(1s);
    EXPECT_TRUE(record.troubles().empty());
}

TEST_F(CallRecordTest, blames_no_provider_for_a_wrong_message_or_for_asking_to_wait) {
    for (const auto kind : {ErrorKind::invalid, ErrorKind::not_found, ErrorKind::conflict, ErrorKind::throttled,
                            ErrorKind::cancelled, ErrorKind::bug})
        fail(kind, 10);
    EXPECT_TRUE(record.troubles().empty());
    EXPECT_EQ(record.calls().at("approval").failed, 60);
}

}  // namespace
}  // namespace hub::queues
