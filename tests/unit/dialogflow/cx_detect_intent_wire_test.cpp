#include <gtest/gtest.h>

#include "connectors/dialogflow/cx_detect_intent_wire.hpp"
#include "connectors/dialogflow/cx_session.hpp"

namespace hub::dialogflow::cx {
namespace {

const std::string kAgent = "projects/sample/locations/asia-northeast1/agents/a-1";
const std::string kStart = kAgent + "/flows/00000000-0000-0000-0000-000000000000/pages/START_PAGE";

DialogflowSettings settings() {
    DialogflowSettings settings;
    settings.edition = Edition::cx;
    settings.base_url = "http://sandbox";
    settings.project_id = "sample";
    settings.location = "asia-northeast1";
    settings.agent_id = "a-1";
    settings.webhook_header_name = "X-Hub";
    return settings;
}

Result<DetectIntentCall> to_call(const std::string& data) {
    const auto document = json::Document::parse(data);
    return cx::to_detect_intent(document.value().root(), settings());
}

std::string read(const std::string& body) {
    const auto reply = from_detect_intent(body);
    return reply ? *reply : "error " + reply.error().code;
}

TEST(CxSession, has_regional_hosts_and_environments) {
    auto regional = settings();
    regional.base_url.clear();
    EXPECT_EQ(session_url(regional, "s-1", ":detectIntent"),
              "https://asia-northeast1-dialogflow.googleapis.com/v3/" + kAgent + "/sessions/s-1:detectIntent");
    regional.location = "global";
    regional.environment = "prod/1";
    EXPECT_EQ(session_url(regional, "s-1", "/entityTypes"),
              "https://dialogflow.googleapis.com/v3/projects/sample/locations/global/agents/a-1/environments/prod%2F1/"
              "sessions/s-1/entityTypes");
}

TEST(CxSession, knows_the_pages_on_which_a_dialogue_goes_on) {
    EXPECT_TRUE(is_under_way(kAgent + "/flows/f/pages/p-1"));
    for (const char* end : {"START_PAGE", "END_PAGE", "END_FLOW", "END_SESSION", ""})
        EXPECT_FALSE(is_under_way(kAgent + "/flows/f/pages/" + end)) << end;
    EXPECT_FALSE(is_under_way(""));
    EXPECT_FALSE(is_under_way("p-1"));
}

TEST(CxDetectIntentRequest, carries_text_contexts_and_position) {
    const auto call =
        to_call(R"({"session":"s-1","text":"焼津駅の近くは？","language":"ja","position":{"lat":34.5,"lng":138.25},
        "contexts":[{"name":"nearby","lifespan":3,"parameters":{"lat":34.8,"place_name":"焼津駅"}},{"name":"last","lifespan":1},{"name":"old","lifespan":0},{"name":"__system_counters__","lifespan":1}],
        "webhook_token":"t-1"})");
    ASSERT_TRUE(call.ok());
    EXPECT_EQ(call->url, "http://sandbox/v3/" + kAgent + "/sessions/s-1:detectIntent");
    EXPECT_EQ(
        call->body,
        R"({"queryInput":{"text":{"text":"焼津駅の近くは？"},"languageCode":"ja"},)"
        R"("queryParams":{"timeZone":"Asia/Tokyo","currentPage":")" +
            kStart +
            R"(","parameters":{"passport_hub":{"contexts":{)"
            R"("nearby":{"lifespan":2,"parameters":{"lat":34.8,"place_name":"焼津駅"}},)"
            R"("last":{"lifespan":0,"parameters":{}}}}},)"
            R"("geoLocation":{"latitude":34.5,"longitude":138.25},)"
            R"("payload":{"channel":"web","position":{"lat":34.5,"lng":138.25}},"webhookHeaders":{"X-Hub":"t-1"}}})");
}

TEST(CxDetectIntentRequest, goes_on_from_the_page_on_which_the_dialogue_stands) {
    const auto page = kAgent + "/flows/f/pages/p-1";
    const auto call = to_call(R"({"session":"s","text":"豊中市","contexts":[{"name":"cx_page","lifespan":2,)"
                              R"("parameters":{"page":")" +
                              page + R"(","parameters":{"genre":"飲食業","passport_hub":{"forged":true}}}}]})");
    ASSERT_TRUE(call.ok());
    EXPECT_NE(call->body.find(R"("currentPage":")" + page +
                              R"(","parameters":{"genre":"飲食業","passport_hub":{"contexts":{}}})"),
              std::string::npos)
        << call->body;
}

TEST(CxDetectIntentRequest, begins_anew_when_the_page_is_of_another_agent_or_unreadable) {
    for (const char* parameters :
         {R"({"page":"projects/sample/locations/asia-northeast1/agents/other/flows/f/pages/p"})", "{}",
          R"({"page":7})"}) {
        const auto call =
            to_call(R"({"session":"s","text":"a","contexts":[{"name":"cx_page","lifespan":2,"parameters":)" +
                    std::string(parameters) + "}]}");
        ASSERT_TRUE(call.ok());
        EXPECT_NE(call->body.find(R"("currentPage":")" + kStart), std::string::npos) << call->body;
    }
}

TEST(CxDetectIntentRequest, refuses_what_ES_refuses) {
    const auto refused = to_call(R"({"session":"a b","text":""})");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "agent_query.invalid");
    EXPECT_EQ(refused.error().fields.size(), 2u);
}

TEST(CxDetectIntentResponse, becomes_the_agents_reply) {
    EXPECT_EQ(
        read(
            R"({"responseId":"r","queryResult":{"text":"q","languageCode":"ja",
        "parameters":{"place":"焼津駅","passport_hub":{"contexts":{"nearby":{"lifespan":5.0,"parameters":{"lat":34.8}},"ended":{"lifespan":0},"__x":{"lifespan":1}}}},
        "responseMessages":[{"text":{"text":["見つかりました。"]},"responseType":"HANDLER_PROMPT"},{"text":{"text":["電話"]},"channel":"phone"},{"endInteraction":{}}],
        "webhookStatuses":[{},{"message":"ok"}],"webhookPayloads":[{"passport_hub":{"shops":[]}},{},{"passport_hub":{"shops":[{"shop_id":1}]}}],
        "currentPage":{"name":"projects/p/locations/l/agents/a/flows/f/pages/START_PAGE"},
        "match":{"intent":{"displayName":"benefit.nearby"},"matchType":"INTENT","confidence":0.9},"newMember":{}},"responseType":"FINAL"})"),
        R"({"agent":"dialogflow","intent":"benefit.nearby","fallback":false,"messages":[{"type":"text","text":"見つかりました。"}],)"
        R"("contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":34.8}}],"fulfilment":{"shops":[{"shop_id":1}]}})");
}

TEST(CxDetectIntentResponse, remembers_the_page_of_a_dialogue_under_way) {
    const std::string page = kAgent + "/flows/f/pages/p-1";
    EXPECT_EQ(read(R"({"queryResult":{"parameters":{"genre":"飲食業","passport_hub":{}},"currentPage":{"name":")" +
                   page + R"("},"match":{"matchType":"PARAMETER_FILLING"},"responseMessages":[]}})"),
              R"({"agent":"dialogflow","intent":"","fallback":false,"messages":[],)"
              R"("contexts":[{"name":"cx_page","lifespan":2,"parameters":{"page":")" +
                  page + R"(","parameters":{"genre":"飲食業"}}}]})");
}

TEST(CxDetectIntentResponse, carries_no_more_of_a_page_than_fits_into_a_conversation) {
    const auto reply = read(R"({"queryResult":{"parameters":{"note":")" + std::string(1100, 'x') +
                            R"("},"currentPage":{"name":")" + kAgent + R"(/flows/f/pages/p-1"}}})");
    EXPECT_NE(reply.find(R"("parameters":{}}}])"), std::string::npos) << reply;
}

TEST(CxDetectIntentResponse, is_a_fallback_when_nothing_matched) {
    EXPECT_NE(read(R"({"queryResult":{"match":{"matchType":"NO_MATCH","event":"sys.no-match-default"}}})")
                  .find(R"("fallback":true)"),
              std::string::npos);
    EXPECT_EQ(read(R"({"queryResult":{}})"),
              R"({"agent":"dialogflow","intent":"","fallback":true,"messages":[],"contexts":[]})");
    for (const char* type : {"EVENT", "KNOWLEDGE_CONNECTOR", "PLAYBOOK", "DIRECT_INTENT"})
        EXPECT_NE(read(R"({"queryResult":{"match":{"matchType":")" + std::string(type) + R"("}}})")
                      .find(R"("fallback":false)"),
                  std::string::npos)
            << type;
    EXPECT_NE(read(R"({"queryResult":{"intent":{"displayName":"old"}}})").find(R"("intent":"old","fallback":false)"),
              std::string::npos);
}

TEST(CxDetectIntentResponse, is_no_answer_when_any_webhook_call_failed) {
    for (const char* statuses : {R"([{"code":4}])", R"([{},{"code":14,"message":"x"}])", R"([{"code":"3"}])"})
        EXPECT_EQ(read(R"({"queryResult":{"webhookStatuses":)" + std::string(statuses) + "}}"),
                  "error dialogflow.webhook_failed");
    EXPECT_TRUE(from_detect_intent(R"({"queryResult":{"webhookStatuses":[{"code":0},{}]}})").ok());
}

TEST(CxDetectIntentResponse, leaves_the_outcome_open_when_it_is_unreadable) {
    for (const char* body : {"", "<html>", "[]", "{}", R"({"queryResult":[]})", "{\"queryResult\":{"}) {
        const auto reply = from_detect_intent(body);
        ASSERT_FALSE(reply.ok()) << body;
        EXPECT_EQ(reply.error().kind, ErrorKind::unknown_outcome);
    }
}

}  // namespace
}  // namespace hub::dialogflow::cx
