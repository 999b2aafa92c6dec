#include <gtest/gtest.h>

#include "connectors/dialogflow/webhook_wire.hpp"

namespace hub::dialogflow {
namespace {

constexpr const char* kSession = "projects/p/agent/sessions/s";

std::string request(const std::string& result, const std::string& original = "{}") {
    return R"({"responseId":"r-1","session":"projects/p/agent/sessions/s","queryResult":)" + result +
           R"(,"originalDetectIntentRequest":)" + original + "}";
}

std::string shops(int count, std::size_t name_bytes) {
    std::string list;
    for (int number = 0; number < count; ++number)
        list += (number > 0 ? "," : "") + std::string(R"({"shop_id":)") + std::to_string(number) + R"(,"name":")" +
                std::string(name_bytes, 'x') + "\"}";
    return "[" + list + "]";
}

std::size_t count_of(const std::string& response, const std::string& pointer) {
    return json::Document::parse(response).value().root().at_pointer(pointer)->size();
}

TEST(WebhookRequest, becomes_the_fulfilments_data) {
    const auto call = read_webhook_request(request(
        R"({"queryText":"焼津駅の近く","action":"benefit.nearby","parameters":{"place":"焼津駅","genre":""},"languageCode":"ja","extra":1,
            "outputContexts":[{"name":"projects/p/agent/sessions/s/contexts/Nearby","lifespanCount":5,"parameters":{"lat":1.5}},
                              {"name":"projects/p/agent/sessions/s/contexts/no-lifespan"},{"name":"projects/p/agent/sessions/s/contexts/__system_counters__"}],
            "intent":{"displayName":"benefit.nearby"}})",
        R"({"source":"x","payload":{"channel":"web","position":{"lat":34.5,"lng":138.5}}})"));
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->session, kSession);
    EXPECT_EQ(
        call->data,
        R"({"intent":"benefit.nearby","action":"benefit.nearby","query_text":"焼津駅の近く","parameters":{"place":"焼津駅","genre":""},)"
        R"("contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":1.5}},{"name":"no-lifespan","lifespan":0,"parameters":{}}],)"
        R"("position":{"lat":34.5,"lng":138.5},"language":"ja"})");
}

TEST(WebhookRequest, needs_little) {
    const auto call = read_webhook_request(
        R"({"responseId":"r-1","session":"projects/p/locations/l/agent/environments/e/users/-/sessions/s","queryResult":{}})");
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->data, R"({"intent":"","action":"","query_text":"","parameters":{},"contexts":[],"language":"ja"})");
}

TEST(WebhookRequest, leaves_out_a_position_that_is_none) {
    for (const char* position : {"7", R"({"lat":"34","lng":138})", R"({"lat":91,"lng":0})", R"({"lat":1})"})
        EXPECT_EQ(read_webhook_request(request("{}", R"({"payload":{"position":)" + std::string(position) + "}}"))
                      ->data.find("position"),
                  std::string::npos);
}

TEST(WebhookRequest, names_every_wrong_field) {
    const auto refused = read_webhook_request(R"({"responseId":"","session":"s","queryResult":7})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
    EXPECT_EQ(refused.error().fields.size(), 3u);
    for (const char* body : {"", "[]", "7", "{", R"({"session":"projects/p\"x/sessions/s"})"})
        EXPECT_FALSE(read_webhook_request(body).ok());
}

TEST(WebhookRequest, is_a_repeat_only_of_the_same_call) {
    const auto key = [](const std::string& body) { return read_webhook_request(body)->key; };
    const auto first = key(request(R"({"intent":{"displayName":"a"}})"));
    EXPECT_EQ(first, key(request(R"({"intent":{"displayName":"a"},"queryText":"x"})")));
    EXPECT_NE(first, key(request(R"({"intent":{"displayName":"b"}})")));
    EXPECT_NE(
        first,
        key(R"({"responseId":"r-2","session":"projects/p/agent/sessions/s","queryResult":{"intent":{"displayName":"a"}}})"));
    EXPECT_NE(
        first,
        key(R"({"responseId":"r-1","session":"projects/p/agent/sessions/t","queryResult":{"intent":{"displayName":"a"}}})"));
}

TEST(WebhookResponse, carries_texts_payload_and_full_context_names) {
    const auto response = write_webhook_response(
        R"({"messages":[{"type":"text","text":"3件あります。"},{"type":"chips","options":[{"text":"飲食店"}]}],"shops":[{"shop_id":1}],
            "places":[{"name":"焼津駅"}],"suggestions":["藤枝駅"],"contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":1}},{"name":"だめ"}]})",
        kSession);
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(
        *response,
        R"({"fulfillmentMessages":[{"text":{"text":["3件あります。"]}}],"source":"passport-hub",)"
        R"("payload":{"passport_hub":{"shops":[{"shop_id":1}],)"
        R"("messages":[{"type":"text","text":"3件あります。"},{"type":"chips","options":[{"text":"飲食店"}]}],"suggestions":["藤枝駅"],"places":[{"name":"焼津駅"}]}},)"
        R"("outputContexts":[{"name":"projects/p/agent/sessions/s/contexts/nearby","lifespanCount":5,"parameters":{"lat":1}}]})");
}

TEST(WebhookResponse, carries_facilities_and_events_when_there_are_some) {
    EXPECT_EQ(
        *write_webhook_response(R"({"facilities":[{"facility_id":3}],"events":[{"event_id":4}]})", kSession),
        R"({"source":"passport-hub","payload":{"passport_hub":{"shops":[],"facilities":[{"facility_id":3}],"events":[{"event_id":4}],"messages":[],"suggestions":[],"places":[]}}})");
}

TEST(WebhookResponse, keeps_the_built_in_reply_when_there_is_no_text) {
    EXPECT_EQ(
        *write_webhook_response("{}", kSession),
        R"({"source":"passport-hub","payload":{"passport_hub":{"shops":[],"messages":[],"suggestions":[],"places":[]}}})");
}

TEST(WebhookResponse, leaves_out_the_last_shops_until_it_fits) {
    for (const int count : {100, 500, 900}) {
        const auto response = write_webhook_response(
            R"({"messages":[{"type":"text","text":"多い"}],"shops":)" + shops(count, 1000) + "}", kSession);
        ASSERT_TRUE(response.ok());
        EXPECT_LE(response->size(), kMostWebhookResponseBytes);
        EXPECT_GT(response->size(), kMostWebhookResponseBytes - 1100) << "no more than needed";
        EXPECT_EQ(count_of(*response, "/fulfillmentMessages"), 1u);
        EXPECT_TRUE(response->find(R"("shop_id":0,)") != std::string::npos);
    }
}

TEST(WebhookResponse, fits_even_when_the_shops_are_not_what_is_large) {
    const auto big = std::string(70'000, 'x');
    for (const auto& reply :
         {R"({"messages":[{"type":"card","title":")" + big + R"("},{"type":"text","text":"短い"}]})",
          R"({"suggestions":[")" + big + R"("]})", R"({"messages":[{"type":"text","text":")" + big + R"("}]})",
          R"({"contexts":[{"name":"a","lifespan":1,"parameters":{"a":")" + big + R"("}}]})"}) {
        const auto response = write_webhook_response(reply, kSession);
        ASSERT_TRUE(response.ok());
        EXPECT_LE(response->size(), kMostWebhookResponseBytes);
        EXPECT_TRUE(json::Document::parse(*response).ok());
    }
}

TEST(WebhookResponse, is_a_bug_when_the_fulfilment_replied_nonsense) {
    for (const char* reply : {"", "[]", "7", "{"})
        EXPECT_EQ(write_webhook_response(reply, kSession).error().kind, ErrorKind::bug);
}

}  // namespace
}  // namespace hub::dialogflow
