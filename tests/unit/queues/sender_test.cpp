#include "queues/sender.hpp"

#include <gtest/gtest.h>

#include "tests/support/run_awaitable.hpp"

namespace hub::queues {
namespace {

using namespace std::chrono_literals;

class TakingSink final : public Sink {
public:
    boost::asio::awaitable<Result<Receipt>> deliver(Message, Delivery) override {
        ++calls;
        co_return Receipt{"taken", nullptr};
    }
    boost::asio::awaitable<Result<void>> check(Deadline) override { co_return Result<void>::success(); }

    int calls = 0;
};

// No server is asked: nothing of this is committed.
class SenderTest : public testing::Test {
protected:
    boost::asio::io_context context;
    const Clock& clock = system_clock();
    DatabaseSession database{{}, "outcomes", clock};
    RedisConnection redis{{}, clock};
    LaneStreams streams{redis};
    SendingPlaces places;
    WorkerIdentity identity{{}, "worker", clock};
    FlowControl flow{clock};
    OutcomeWriter outcomes{database, streams, places, "worker"};
    Sender sender{context.get_executor(), clock, identity, flow, outcomes, [] { return 0.5; }};
    TakingSink sink;

    Outgoing outgoing() {
        return {DeliveryView{1, State::sending, 1, 1, 0},
                std::make_shared<const QueuedRoute>(),
                &sink,
                make_message(clock, "/tests", "test", "{}"),
                "key",
                Deadline::after(clock, 10s),
                identity.current(),
                {},
                std::nullopt,
                Attempt::first};
    }
};

// The last batch comes from the consumer's thread while the drain is on the I/O thread already.
TEST_F(SenderTest, waits_for_what_was_handed_over_just_before) {
    const auto drain = [this]() -> boost::asio::awaitable<bool> {
        std::vector<Outgoing> batch;
        batch.push_back(outgoing());
        sender.send(std::move(batch));
        const bool ended = co_await sender.join(Deadline::after(clock, 10s));
        EXPECT_EQ(sink.calls, 1);
        EXPECT_FALSE(outcomes.idle());
        co_return ended;
    };
    EXPECT_TRUE(test::run_awaitable(context, drain()));
}

TEST_F(SenderTest, begins_no_call_once_they_are_called_off) {
    const auto drain = [this]() -> boost::asio::awaitable<bool> {
        std::vector<Outgoing> batch;
        batch.push_back(outgoing());
        sender.send(std::move(batch));
        sender.call_off();
        const bool ended = co_await sender.join(Deadline::after(clock, 10s));
        EXPECT_EQ(sink.calls, 0);
        EXPECT_FALSE(outcomes.idle());
        co_return ended;
    };
    EXPECT_TRUE(test::run_awaitable(context, drain()));
}

}  // namespace
}  // namespace hub::queues
