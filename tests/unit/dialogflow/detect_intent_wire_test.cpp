#include <gtest/gtest.h>

#include "connectors/dialogflow/detect_intent_wire.hpp"

namespace hub::dialogflow {
namespace {

DialogflowSettings settings() {
    DialogflowSettings settings;
    settings.base_url = "http://sandbox";
    settings.project_id = "sample";
    settings.webhook_header_name = "X-Hub";
    return settings;
}

Result<DetectIntentCall> to_call(const std::string& data) {
    const auto document = json::Document::parse(data);
    return to_detect_intent(document.value().root(), settings());
}

std::string repeat(const std::string& text, int times) {
    std::string repeated;
    for (int count = 0; count < times; ++count) repeated += text;
    return repeated;
}

std::string read(const std::string& body) {
    const auto reply = from_detect_intent(body);
    return reply ? *reply : "error " + reply.error().code;
}

TEST(DetectIntentRequest, carries_text_contexts_and_position) {
    const auto call =
        to_call(R"({"session":"s-1","text":"焼津駅の近くは？","language":"ja","position":{"lat":34.5,"lng":138.25},
        "contexts":[{"name":"nearby","lifespan":3,"parameters":{"lat":34.8,"place_name":"焼津駅"}},{"name":"old","lifespan":0},{"name":"__system_counters__","lifespan":1}],
        "webhook_token":"t-1"})");
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->url, "http://sandbox/v2/projects/sample/agent/sessions/s-1:detectIntent");
    EXPECT_EQ(
        call->body,
        R"({"queryInput":{"text":{"text":"焼津駅の近くは？","languageCode":"ja"}},)"
        R"("queryParams":{"timeZone":"Asia/Tokyo","resetContexts":true,)"
        R"("contexts":[{"name":"projects/sample/agent/sessions/s-1/contexts/nearby","lifespanCount":3,"parameters":{"lat":34.8,"place_name":"焼津駅"}}],)"
        R"("payload":{"channel":"web","position":{"lat":34.5,"lng":138.25}},"webhookHeaders":{"X-Hub":"t-1"}}})");
}

TEST(DetectIntentRequest, needs_only_a_session_and_a_text) {
    const auto call = to_call(R"({"session":"s-1","text":"こんにちは","position":null})");
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(
        call->body,
        R"({"queryInput":{"text":{"text":"こんにちは","languageCode":"ja"}},)"
        R"("queryParams":{"timeZone":"Asia/Tokyo","resetContexts":true,"contexts":[],"payload":{"channel":"web"}}})");
}

TEST(DetectIntentRequest, takes_256_characters_and_no_more) {
    EXPECT_TRUE(to_call(R"({"session":"s","text":")" + repeat("特", 256) + "\"}").ok());
    EXPECT_TRUE(to_call(R"({"session":"s","text":")" + repeat("👶", 256) + "\"}").ok());
    const auto refused = to_call(R"({"session":"s","text":")" + repeat("特", 257) + "\"}");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid);
}

TEST(DetectIntentRequest, names_every_wrong_field) {
    const auto refused = to_call(R"({"session":"a b","text":"","language":"","position":{"lat":91,"lng":0},
        "contexts":[{"name":"ok","lifespan":1},{"name":"ほ"},{"name":"x","parameters":[]}],"webhook_token":"a\nb"})");
    ASSERT_FALSE(refused.ok());
    std::vector<std::string> fields;
    for (const auto& field : refused.error().fields) fields.push_back(field.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"/session", "/text", "/language", "/position", "/contexts/1/name",
                                                "/contexts/2/parameters", "/webhook_token"}));
    EXPECT_FALSE(to_call("[]").ok());
    EXPECT_FALSE(to_call(R"({"session":")" + std::string(37, 'a') + R"(","text":"a"})").ok());
}

TEST(DetectIntentResponse, becomes_the_agents_reply) {
    EXPECT_EQ(
        read(
            R"({"responseId":"r","queryResult":{"queryText":"q","action":"benefit.nearby","parameters":{"place":"焼津駅"},
        "fulfillmentText":"見つかりました。","fulfillmentMessages":[{"text":{"text":["見つかりました。"]}}],
        "outputContexts":[{"name":"projects/p/agent/sessions/s/contexts/Nearby","lifespanCount":5,"parameters":{"lat":34.8}},
                          {"name":"projects/p/agent/sessions/s/contexts/__system_counters__","lifespanCount":1},
                          {"name":"projects/p/agent/sessions/s/contexts/ended"}],
        "intent":{"name":"n","displayName":"benefit.nearby"},"webhookPayload":{"passport_hub":{"shops":[{"shop_id":1}]}},"newMember":{"a":[]}},
        "webhookStatus":{"message":"Webhook execution successful"}})"),
        R"({"agent":"dialogflow","intent":"benefit.nearby","fallback":false,"messages":[{"type":"text","text":"見つかりました。"}],)"
        R"("contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":34.8}}],"fulfilment":{"shops":[{"shop_id":1}]}})");
}

TEST(DetectIntentResponse, takes_defaults_for_whatever_is_missing) {
    EXPECT_EQ(read(R"({"queryResult":{}})"),
              R"({"agent":"dialogflow","intent":"","fallback":true,"messages":[],"contexts":[]})");
    EXPECT_EQ(
        read(
            R"({"queryResult":{"intent":{},"webhookPayload":{"passport_hub":7},"outputContexts":[null,{"name":5}],"fulfillmentMessages":{}}})"),
        R"({"agent":"dialogflow","intent":"","fallback":false,"messages":[],"contexts":[]})");
    EXPECT_EQ(
        read(R"({"queryResult":{"intent":{"displayName":"Default Fallback Intent","isFallback":true}}})"),
        R"({"agent":"dialogflow","intent":"Default Fallback Intent","fallback":true,"messages":[],"contexts":[]})");
}

TEST(DetectIntentResponse, is_no_answer_when_the_webhook_failed) {
    for (const char* status : {R"({"code":4,"message":"DEADLINE_EXCEEDED"})", R"({"code":3})",
                               R"({"code":206,"message":"?"})", R"({"code":"4"})"}) {
        const auto reply = from_detect_intent(
            R"({"queryResult":{"fulfillmentText":"検索しています。"},"webhookStatus":)" + std::string(status) + "}");
        ASSERT_FALSE(reply.ok()) << status;
        EXPECT_EQ(reply.error().kind, ErrorKind::transient);
        EXPECT_EQ(reply.error().code, "dialogflow.webhook_failed");
    }
    EXPECT_TRUE(from_detect_intent(R"({"queryResult":{},"webhookStatus":{"code":0}})").ok());
}

TEST(DetectIntentResponse, leaves_the_outcome_open_when_it_is_unreadable) {
    for (const char* body : {"", "<html>", "[]", "{}", R"({"queryResult":[]})", R"({"queryResult":{"a":1,"a":2}})",
                             "{\"queryResult\":{"}) {
        const auto reply = from_detect_intent(body);
        ASSERT_FALSE(reply.ok()) << body;
        EXPECT_EQ(reply.error().kind, ErrorKind::unknown_outcome);
    }
}

TEST(DetectIntentResponse, is_never_more_than_an_error_when_cut_anywhere) {
    const std::string whole =
        R"({"queryResult":{"fulfillmentMessages":[{"text":{"text":["あ"]}}],"intent":{"displayName":"x"}}})";
    for (std::size_t cut = 0; cut < whole.size(); ++cut)
        EXPECT_FALSE(from_detect_intent(whole.substr(0, cut)).ok()) << cut;
}

}  // namespace
}  // namespace hub::dialogflow
