#include "router/core/message.hpp"

#include <gtest/gtest.h>

#include "router/core/ids.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub {
namespace {

TEST(Message, survives_the_way_to_json_and_back) {
    const test::FakeClock clock;
    auto message = make_message(clock, "/cli", "shop.approved", R"({"shop_id":7})");
    message.subject = "shop/7";
    message.extensions["priority"] = "urgent";
    const auto again = message_from_json(to_json(message));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, message.id);
    EXPECT_EQ(again->source, "/cli");
    EXPECT_EQ(again->type, "shop.approved");
    EXPECT_EQ(again->subject, "shop/7");
    EXPECT_EQ(again->time, message.time);
    EXPECT_EQ(again->data_text(), R"({"shop_id":7})");
    EXPECT_EQ(again->extensions, message.extensions);
}

TEST(Message, keeps_trace_and_correlation_of_its_cause) {
    const test::FakeClock clock;
    const auto cause = make_message(clock, "/portal", "chat.message", "{}");
    const auto first = make_message_from(cause, clock, "/handlers/chat", "agent.query", "{}");
    const auto second = make_message_from(first, clock, "/connectors/local_agent", "agent.fulfilment", "{}");
    EXPECT_EQ(second.extension("traceparent"), cause.extension("traceparent"));
    EXPECT_EQ(second.extension("correlationid"), cause.id);
    EXPECT_EQ(second.extension("causationid"), first.id);
}

TEST(Message, names_every_attribute_that_is_missing_or_wrong) {
    const auto message = message_from_json(R"({"specversion":"0.3","id":"","time":"yesterday","priority":1})");
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().kind, ErrorKind::invalid);
    std::vector<std::string> fields;
    for (const auto& problem : message.error().fields) fields.push_back(problem.field);
    for (const char* field : {"/specversion", "/id", "/source", "/type", "/time", "/priority"})
        EXPECT_NE(std::find(fields.begin(), fields.end(), field), fields.end()) << field;
}

TEST(Ids, of_one_millisecond_sort_by_the_fraction_and_never_repeat) {
    const WallTime start(std::chrono::milliseconds(1'790'000'000'000));
    const auto early = new_uuid_v7(start);
    const auto late = new_uuid_v7(start + std::chrono::microseconds(500));
    EXPECT_LT(early, late);
    EXPECT_TRUE(is_uuid(early));
    EXPECT_EQ(early[14], '7');
    std::set<std::string> all;
    for (int count = 0; count < 10'000; ++count) all.insert(new_uuid_v7(start));
    EXPECT_EQ(all.size(), 10'000u);
}

TEST(Ids, sort_in_the_order_they_were_made_within_one_tick_and_while_the_clock_steps_back_a_little) {
    const WallTime start(std::chrono::milliseconds(1'890'000'000'000));
    auto before = new_uuid_v7(start);
    for (int count = 0; count < 10'000; ++count) {
        const auto after = new_uuid_v7(start - std::chrono::milliseconds(count % 900));
        ASSERT_LT(before, after);
        before = after;
    }
    EXPECT_LT(new_uuid_v7(start - std::chrono::minutes(1)), before) << "a clock that was set back is believed";
}

TEST(Ids, a_traceparent_names_its_trace) {
    const auto traceparent = new_traceparent();
    EXPECT_EQ(traceparent.size(), 55u);
    EXPECT_EQ(trace_id_of(traceparent), std::string_view(traceparent).substr(3, 32));
    EXPECT_EQ(trace_id_of("00-not-a-trace"), "");
}

TEST(Time, is_written_and_read_as_rfc_3339) {
    const auto time = from_rfc3339("2026-11-20T19:30:00.250+09:00");
    ASSERT_TRUE(time);
    EXPECT_EQ(to_rfc3339(*time), "2026-11-20T10:30:00.250Z");
    for (const char* text : {"", "2026-11-20", "2026-11-20 10:30:00Z", "2026-13-20T10:30:00Z", "2026-11-20T10:30:00",
                             "2026-11-20T10:30:00Z and more"})
        EXPECT_FALSE(from_rfc3339(text)) << text;
}

}  // namespace
}  // namespace hub
