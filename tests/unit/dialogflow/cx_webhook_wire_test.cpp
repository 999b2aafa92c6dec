#include <gtest/gtest.h>

#include "connectors/dialogflow/cx_webhook_wire.hpp"
#include "connectors/dialogflow/fulfilment_pieces.hpp"

namespace hub::dialogflow::cx {
namespace {

const std::string kSession = "projects/p/locations/l/agents/a/sessions/s";

std::string request(const std::string& more = "") {
    return R"({"detectIntentResponseId":"r-1","sessionInfo":{"session":")" + kSession +
           R"(","parameters":{"place":"焼津駅","passport_hub":{"contexts":{"nearby":{"lifespan":2.0,"parameters":{"lat":34.8}},"gone":{"lifespan":0}}}}},)"
           R"("fulfillmentInfo":{"tag":"benefit.nearby"})" +
           more + "}";
}

TEST(CxWebhookRequest, becomes_the_fulfilment_question) {
    const auto call = read_webhook_request(request(
        R"(,"intentInfo":{"displayName":"benefit.nearby.tell","confidence":1},"text":"焼津駅の近く","languageCode":"ja","payload":{"channel":"web","position":{"lat":34.5,"lng":138.25}},"redactedText":"…")"));
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->session, kSession);
    EXPECT_EQ(call->key, kSession + "\nr-1\nbenefit.nearby\n");
    EXPECT_EQ(
        call->data,
        R"({"intent":"benefit.nearby.tell","action":"benefit.nearby","query_text":"焼津駅の近く","parameters":{"place":"焼津駅"},)"
        R"("contexts":[{"name":"nearby","lifespan":2,"parameters":{"lat":34.8}}],"position":{"lat":34.5,"lng":138.25},"language":"ja"})");
}

TEST(CxWebhookRequest, may_lack_everything_that_is_not_needed) {
    const auto call = read_webhook_request(request(R"(,"payload":{"position":{"lat":91,"lng":0}})"));
    ASSERT_TRUE(call.ok());
    EXPECT_NE(call->data.find(R"("intent":"","action":"benefit.nearby","query_text":"")"), std::string::npos);
    EXPECT_EQ(call->data.find("position"), std::string::npos) << "an impossible position is none";
}

TEST(CxWebhookRequest, tells_calls_of_one_turn_apart) {
    const auto first = read_webhook_request(request(R"(,"pageInfo":{"currentPage":"p1"})"));
    const auto second = read_webhook_request(request(R"(,"pageInfo":{"currentPage":"p2"})"));
    EXPECT_NE(first.value().key, second.value().key);
    EXPECT_EQ(first.value().key, read_webhook_request(request(R"(,"pageInfo":{"currentPage":"p1"})")).value().key);
}

TEST(CxWebhookRequest, names_what_is_wrong) {
    std::vector<std::string> fields;
    const auto refused = read_webhook_request(R"({"responseId":"r","session":"s","queryResult":{}})");
    for (const auto& field : refused.error().fields) fields.push_back(field.field);
    EXPECT_EQ(fields,
              (std::vector<std::string>{"/detectIntentResponseId", "/sessionInfo/session", "/fulfillmentInfo/tag"}));
    EXPECT_EQ(read_webhook_request("<html>").error().kind, ErrorKind::invalid);
}

TEST(CxWebhookResponse, carries_texts_payload_and_the_merged_memory) {
    const auto call = read_webhook_request(request()).value();
    const auto response = write_webhook_response(
        R"({"messages":[{"type":"text","text":"あります"},{"type":"card","title":"店"}],"shops":[{"shop_id":1}],"events":[{"event_id":2}],
            "contexts":[{"name":"shown","lifespan":5,"parameters":{"ids":[1]}},{"name":"ended","lifespan":0}],"suggestions":["ほかには？"]})",
        call);
    ASSERT_TRUE(response.ok());
    EXPECT_EQ(
        *response,
        R"({"fulfillmentResponse":{"messages":[{"text":{"text":["あります"]}}],"mergeBehavior":"REPLACE"},)"
        R"("sessionInfo":{"parameters":{"passport_hub":{"contexts":{"shown":{"lifespan":5,"parameters":{"ids":[1]}},"nearby":{"lifespan":2,"parameters":{"lat":34.8}}}}}},)"
        R"("payload":{"passport_hub":{"shops":[{"shop_id":1}],"events":[{"event_id":2}],"messages":[{"type":"text","text":"あります"},{"type":"card","title":"店"}],"suggestions":["ほかには？"],"places":[]}}})");
}

TEST(CxWebhookResponse, lets_the_reply_end_and_replace_what_was_remembered) {
    const auto call = read_webhook_request(request()).value();
    EXPECT_NE(write_webhook_response(R"({"contexts":[{"name":"nearby","lifespan":0}]})", call)
                  .value()
                  .find(R"("contexts":{}}})"),
              std::string::npos);
    EXPECT_NE(write_webhook_response(R"({"contexts":[{"name":"nearby","lifespan":5}]})", call)
                  .value()
                  .find(R"("contexts":{"nearby":{"lifespan":5,"parameters":{}}})"),
              std::string::npos);
}

TEST(CxWebhookResponse, keeps_the_agents_own_messages_when_it_has_none) {
    const auto response = write_webhook_response("{}", read_webhook_request(request()).value()).value();
    EXPECT_EQ(response.find("fulfillmentResponse"), std::string::npos) << response;
}

TEST(CxWebhookResponse, never_is_longer_than_dialogflow_takes) {
    std::string shops;
    for (int number = 0; number < 200; ++number)
        shops += (number > 0 ? "," : "") + std::string(R"({"name":")") + std::string(700, 'x') + "\"}";
    const auto response =
        write_webhook_response(R"({"messages":[{"type":"text","text":"あ"}],"shops":[)" + shops + "]}",
                               read_webhook_request(request()).value());
    EXPECT_LE(response.value().size(), kMostWebhookResponseBytes);
    EXPECT_NE(response.value().find("あ"), std::string::npos) << "texts are the last to go";
}

TEST(CxWebhookResponse, is_a_bug_for_anything_but_an_object) {
    for (const char* reply : {"", "[]", "null", "{"})
        EXPECT_EQ(write_webhook_response(reply, read_webhook_request(request()).value()).error().kind, ErrorKind::bug);
}

}  // namespace
}  // namespace hub::dialogflow::cx
