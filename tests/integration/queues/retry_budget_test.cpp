#include "router/core/metrics.hpp"
#include "tests/integration/queues/delivery_fixture.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class RetryBudgetFlowTest : public DeliveryTest {
protected:
    RetryBudgetFlowTest() {
        routes.front().retry = {1'000, 1ms, 10ms};
        routes.front().retry_budget = RetryBudgetSettings{10, 4};
    }

    void refuse(int calls) {
        sink.answer_next(
            std::vector<Error>(static_cast<std::size_t>(calls), {ErrorKind::transient, "down", "it is down"}));
    }
    // All that have failed once wait for a turn that the budget gave them.
    bool all_wait() {
        if (count("leased") + count("sending") > 0) return false;
        return text_of(
                   "SELECT count(*) FROM hub.delivery WHERE state = 'pending' AND next_attempt_at > now() + "
                   "interval '1 second' AND published_at IS NULL") == std::to_string(count("pending"));
    }
};

TEST_F(RetryBudgetFlowTest, an_outage_costs_the_other_side_a_tenth_more_calls_and_nothing_is_lost_by_it) {
    refuse(10'000);
    Hub hub(*this);
    publish(100);
    ASSERT_TRUE(eventually([this] { return sink.calls() >= 100 && all_wait(); }));
    // A tenth of 100, while fewer than that had been made the first four, and one every five seconds.
    EXPECT_LE(sink.calls(), 110 + 4 + 6);
    EXPECT_GE(sink.calls(), 104);
    EXPECT_EQ(count("pending"), 100);
    EXPECT_EQ(text_of("SELECT sum(attempts) FROM hub.delivery"), std::to_string(sink.calls()));
    EXPECT_GT(metrics::number("hub_retries_postponed_total", "connector=\"mail\"").load() +
                  std::stoi(text_of("SELECT count(*) FROM hub.delivery_event WHERE detail = "
                                    "'waits: for its turn among the retries to mail'")),
              80);
}

TEST_F(RetryBudgetFlowTest, all_that_waited_for_a_turn_arrive_once_the_outage_is_over) {
    refuse(16);
    Hub hub(*this);
    publish(12);
    ASSERT_TRUE(eventually([this] { return sink.calls() >= 12 && all_wait(); }));
    sink.answer_next({});
    // Nobody wants to wait for the turns themselves.
    ASSERT_TRUE(eventually([this] {
        execute("UPDATE hub.delivery SET next_attempt_at = now() WHERE state = 'pending' AND next_attempt_at > now()");
        return count("sent") == 12;
    }));
}

TEST_F(RetryBudgetFlowTest, a_first_call_never_waits_for_the_retries) {
    refuse(20);
    Hub hub(*this);
    publish(10);
    ASSERT_TRUE(eventually([this] { return sink.calls() >= 10 && all_wait(); }));
    sink.answer_next({});
    publish(30);
    EXPECT_TRUE(eventually([this] { return count("sent") >= 30; }));
}

}  // namespace
}  // namespace hub::queues
