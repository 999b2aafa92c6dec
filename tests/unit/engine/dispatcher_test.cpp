#include "router/engine/dispatcher.hpp"

#include <gtest/gtest.h>

#include "router/core/metrics.hpp"
#include "router/runtime/wait.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::engine {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

SharedText text_of(const char* text) { return std::make_shared<const std::string>(text); }

// Answers with its name and the type it was asked for; remembers the time it was given.
class EchoHandler final : public Handler {
public:
    explicit EchoHandler(std::string name) : name_(std::move(name)) {}
    asio::awaitable<Result<SharedText>> handle(Message message, Deadline deadline) override {
        given_ = deadline.remaining(system_clock());
        auto text = std::make_shared<const std::string>(name_ + ":" + message.type);
        co_return SharedText(std::move(text));
    }
    milliseconds given() const { return given_; }

private:
    std::string name_;
    milliseconds given_{0};
};

// Answers what it is told to, after a delay.
class ScriptedSink final : public Sink {
public:
    asio::awaitable<Result<Receipt>> deliver(Message, Delivery) override {
        ++calls;
        const auto wait = delay;
        auto answer = next;
        if (wait.count() > 0) co_await runtime::sleep_for(wait);
        co_return answer;
    }
    asio::awaitable<Result<void>> check(Deadline) override { co_return Result<void>::success(); }

    void answer(const char* text) { next = Receipt{"", text_of(text)}; }
    void fail(ErrorKind kind) { next = Error{kind, "scripted", "scripted"}; }

    Result<Receipt> next = Receipt{"", text_of("fine")};
    milliseconds delay{0};
    int calls = 0;
};

class DispatcherTest : public testing::Test {
protected:
    DispatcherTest() { use(kAgent); }

    void use(const std::string& routes) {
        const auto table = RouteTable::parse("{\"routes\":[" + routes + "]}",
                                             {{"shop.list", "shop.get"}, {}, {"dialogflow", "local_agent"}});
        ASSERT_TRUE(table.ok());
        const auto used = dispatcher.use(*table, {{{"shop.list", &list}, {"shop.get", &get}},
                                                  {{"dialogflow", &agent}, {"local_agent", &local}}});
        ASSERT_TRUE(used.ok());
    }

    Result<SharedText> ask(const std::string& type, milliseconds patience = milliseconds(5'000)) {
        auto message = make_message(system_clock(), "/portal", type, "{}");
        return test::run_awaitable(dispatcher.ask(std::move(message), Deadline::after(system_clock(), patience)));
    }

    static inline const std::string kAgent =
        R"({"id":"agent_query","type":"agent.query","from":["/t"],"mode":"direct","connector":"dialogflow","timeout_ms":60,
            "breaker":{"failures":2,"open_ms":60000},"fallback":{"connector":"local_agent","eager":true}})";
    static inline const std::string kList =
        R"({"id":"shop_list","type":"shop.list","from":["/t"],"mode":"direct","handler":"shop.list","timeout_ms":2000})";

    EchoHandler list{"list"};
    EchoHandler get{"get"};
    ScriptedSink agent;
    ScriptedSink local;
    Dispatcher dispatcher{system_clock()};
};

TEST_F(DispatcherTest, hands_a_question_to_its_handler_with_the_nearer_deadline) {
    use(kList);
    const auto reply = ask("shop.list");
    ASSERT_TRUE(reply.ok());
    EXPECT_EQ(**reply, "list:shop.list");
    EXPECT_LE(list.given(), milliseconds(2'000));
    EXPECT_TRUE(ask("shop.list", milliseconds(500)).ok());
    EXPECT_LE(list.given(), milliseconds(500));
}

TEST_F(DispatcherTest, refuses_a_type_that_no_direct_route_takes) {
    EXPECT_EQ(ask("shop.lisst").error().code, "route.missing");
    Dispatcher empty(system_clock());
    EXPECT_EQ(empty.table(), nullptr);
}

TEST_F(DispatcherTest, does_not_start_what_is_late_already) {
    EXPECT_EQ(ask("agent.query", milliseconds(0)).error().code, "deadline.passed");
    EXPECT_EQ(agent.calls + local.calls, 0);
}

TEST_F(DispatcherTest, prefers_the_targets_answer) {
    agent.answer("from dialogflow");
    local.answer("from the local agent");
    EXPECT_EQ(**ask("agent.query"), "from dialogflow");
    EXPECT_EQ(local.calls, 1);
}

TEST_F(DispatcherTest, falls_back_when_the_target_fails) {
    agent.fail(ErrorKind::transient);
    local.answer("from the local agent");
    EXPECT_EQ(**ask("agent.query"), "from the local agent");
}

TEST_F(DispatcherTest, falls_back_when_the_target_is_slow) {
    agent.delay = milliseconds(300);
    local.answer("from the local agent");
    asio::io_context context;
    std::string reply;
    auto message = make_message(system_clock(), "/portal", "agent.query", "{}");
    asio::co_spawn(context, dispatcher.ask(std::move(message), Deadline::after(system_clock(), milliseconds(5'000))),
                   [&reply](std::exception_ptr, Result<SharedText> result) { reply = result ? **result : "failed"; });
    context.run_for(milliseconds(200));
    EXPECT_EQ(reply, "from the local agent");
    context.run();
}

TEST_F(DispatcherTest, stops_asking_a_target_that_keeps_failing) {
    agent.fail(ErrorKind::transient);
    for (int question = 0; question < 5; ++question) EXPECT_TRUE(ask("agent.query").ok());
    EXPECT_EQ(agent.calls, 2);
    EXPECT_EQ(local.calls, 5);
}

TEST_F(DispatcherTest, starts_a_lazy_fallback_only_when_it_is_needed) {
    use(R"({"id":"q","type":"agent.query","from":["/t"],"mode":"direct","connector":"dialogflow","timeout_ms":60,
            "fallback":{"connector":"local_agent"}})");
    EXPECT_TRUE(ask("agent.query").ok());
    EXPECT_EQ(local.calls, 0);
    agent.fail(ErrorKind::permanent);
    EXPECT_TRUE(ask("agent.query").ok());
    EXPECT_EQ(local.calls, 1);
}

TEST_F(DispatcherTest, tells_the_fallbacks_error_when_both_fail) {
    agent.fail(ErrorKind::transient);
    local.fail(ErrorKind::bug);
    EXPECT_EQ(ask("agent.query").error().kind, ErrorKind::bug);
}

TEST_F(DispatcherTest, says_so_when_the_breaker_is_open_and_nobody_else_is_there) {
    use(R"({"id":"q","type":"place.lookup","from":["/t"],"mode":"direct","connector":"dialogflow","timeout_ms":60,
            "breaker":{"failures":1,"open_ms":60000}})");
    agent.fail(ErrorKind::transient);
    EXPECT_EQ(ask("place.lookup").error().code, "scripted");
    EXPECT_EQ(ask("place.lookup").error().code, "breaker.open");
    EXPECT_EQ(agent.calls, 1);
}

TEST_F(DispatcherTest, counts_an_answer_without_a_reply_as_a_bug_of_the_connector) {
    use(R"({"id":"q","type":"place.lookup","from":["/t"],"mode":"direct","connector":"dialogflow","timeout_ms":60})");
    agent.next = Receipt{};
    EXPECT_EQ(ask("place.lookup").error().code, "reply.missing");
}

TEST_F(DispatcherTest, keeps_an_open_breaker_over_a_reload_with_the_same_settings) {
    agent.fail(ErrorKind::transient);
    for (int question = 0; question < 3; ++question) EXPECT_TRUE(ask("agent.query").ok());
    use(kAgent);
    EXPECT_TRUE(ask("agent.query").ok());
    EXPECT_EQ(agent.calls, 2);
    use(R"({"id":"agent_query","type":"agent.query","from":["/t"],"mode":"direct","connector":"dialogflow","timeout_ms":60,
            "breaker":{"failures":9,"open_ms":60000},"fallback":{"connector":"local_agent"}})");
    EXPECT_TRUE(ask("agent.query").ok());
    EXPECT_EQ(agent.calls, 3);
}

TEST_F(DispatcherTest, finishes_a_question_on_the_table_it_started_with) {
    agent.answer("late");
    agent.delay = milliseconds(30);
    asio::io_context context;
    std::string reply;
    auto message = make_message(system_clock(), "/portal", "agent.query", "{}");
    asio::co_spawn(context, dispatcher.ask(std::move(message), Deadline::after(system_clock(), milliseconds(5'000))),
                   [&reply](std::exception_ptr, Result<SharedText> result) { reply = result ? **result : "failed"; });
    context.poll();
    use(kList);
    EXPECT_EQ(ask("agent.query").error().code, "route.missing");
    context.run_for(milliseconds(500));
    EXPECT_EQ(reply, "late");
}

TEST_F(DispatcherTest, refuses_a_table_that_leads_to_something_not_built) {
    const auto table = RouteTable::parse("{\"routes\":[" + kList + "]}", {{"shop.list"}, {}, {}});
    ASSERT_TRUE(table.ok());
    const auto used = dispatcher.use(*table, {});
    ASSERT_FALSE(used.ok());
    EXPECT_EQ(used.error().code, "route.target_missing");
    EXPECT_TRUE(ask("agent.query").ok());
}

TEST_F(DispatcherTest, counts_outcomes_per_route) {
    auto& fell_back = metrics::number("hub_direct_total", R"(route="agent_query",outcome="fallback")");
    const auto before = fell_back.load();
    agent.fail(ErrorKind::transient);
    EXPECT_TRUE(ask("agent.query").ok());
    EXPECT_EQ(fell_back.load(), before + 1);
}

}  // namespace
}  // namespace hub::engine
