#include <gtest/gtest.h>

#include "connectors/dialogflow/design/design_wire.hpp"
#include "connectors/dialogflow/detect_intent_wire.hpp"
#include "connectors/dialogflow/webhook_wire.hpp"
#include "connectors/support/status_mapping.hpp"
#include "tests/contract/wire/google_schema.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::dialogflow {
namespace {

const std::string kData = "reference/data/dialogflow/";
const std::string kPrefix = "google.cloud.dialogflow.v2.";

// The reference data of a test, or its skip.
class DialogflowWire : public ::testing::Test {
protected:
    void SetUp() override {
        const auto text = test::shared_file(kData + "rest/dialogflow-v2.rest.json");
        if (!text) GTEST_SKIP() << "no reference data in " << test::shared_directory();
        schema_.emplace(*text);
    }
    void expect_valid(const std::string& text, const std::string& message, std::string_view given_by_path = {}) {
        const auto document = json::Document::parse(text);
        ASSERT_TRUE(document.ok()) << text;
        EXPECT_EQ(schema_->problems(document->root(), kPrefix + message, given_by_path), std::vector<std::string>())
            << text;
    }
    std::string sample(const std::string& name) {
        return test::shared_file(kData + "samples/project-written/" + name).value();
    }
    Result<DetectIntentCall> call(const std::string& data) {
        DialogflowSettings settings;
        settings.project_id = "sample";
        settings.location = "asia-northeast1";
        settings.webhook_header_name = "x-hub";
        const auto document = json::Document::parse(data);
        return to_detect_intent(document.value().root(), settings);
    }
    Error mapped(int status, const std::string& name) {
        return http::to_error("dialogflow", HttpResponse{status, {}, sample(name), nullptr}, system_clock());
    }

    std::optional<test::GoogleSchema> schema_;
};

TEST_F(DialogflowWire, the_schema_refuses_what_the_service_refuses) {
    const auto refused = [this](const std::string& text) {
        const auto document = json::Document::parse(text);
        return !schema_->problems(document->root(), kPrefix + "DetectIntentRequest", "session").empty();
    };
    EXPECT_TRUE(refused(R"({"queryInput":{"text":{"txt":"a"}}})"));
    EXPECT_TRUE(refused(
        R"({"queryInput":{"text":{"text":"a","languageCode":"ja"},"event":{"name":"e","languageCode":"ja"}}})"));
    EXPECT_TRUE(refused(R"({"queryInput":{"text":{"text":7,"languageCode":"ja"}}})"));
    EXPECT_TRUE(refused(R"({"queryParams":{}})"));
}

TEST_F(DialogflowWire, requests_fit_the_schema) {
    for (const char* data :
         {R"({"session":"s","text":"こんにちは"})",
          R"({"session":"s","text":"この近く","language":"ja","position":{"lat":34,"lng":138.25},"webhook_token":"t",
                                 "contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":1,"list":[1,{"a":null}]}},{"name":"bare","lifespan":1}]})"}) {
        const auto request = call(data);
        ASSERT_TRUE(request.ok());
        expect_valid(request->body, "DetectIntentRequest", "session");
    }
}

TEST_F(DialogflowWire, webhook_answers_fit_the_schema_in_every_size) {
    std::string shops;
    for (int number = 0; number < 200; ++number)
        shops += (number > 0 ? "," : "") + std::string(R"({"shop_id":1,"name":")") + std::string(700, 'x') + "\"}";
    for (
        const std::string& reply :
        {std::string("{}"), R"({"shops":[)" + shops + "]}",
         std::string(
             R"({"messages":[{"type":"text","text":"あ"},{"type":"card","title":"b"}],"contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":1}},{"name":"x"}],"suggestions":["a"],"places":[{}]})")}) {
        const auto response = write_webhook_response(reply, "projects/p/agent/sessions/s");
        ASSERT_TRUE(response.ok());
        EXPECT_LE(response->size(), kMostWebhookResponseBytes);
        expect_valid(*response, "WebhookResponse");
    }
    expect_valid(webhook_text_response("おまちください"), "WebhookResponse");
}

TEST_F(DialogflowWire, reads_the_answer_with_a_webhook) {
    EXPECT_EQ(
        from_detect_intent(sample("es/detect-intent-response.webhook-ok.json")).value(),
        R"({"agent":"dialogflow","intent":"benefit.nearby","fallback":false,"messages":[{"type":"text","text":"豊中市で使える特典が1件見つかりました。"},)"
        R"({"type":"card","title":"とよなか食堂（例）","subtitle":"会計から5%引き","url":"https://portal.example.jp/benefits/101"},)"
        R"({"type":"chips","options":[{"text":"もっと見る"}]},)"
        R"({"type":"link","text":"地図で見る","url":"https://www.google.com/maps/search/?api=1&query=34.7816%2C135.4693"}],)"
        R"("contexts":[{"name":"benefit-search","lifespan":5,"parameters":{"municipality":"豊中市","cursor":"1"}}]})");
}

TEST_F(DialogflowWire, reads_a_fallback_and_a_prompt) {
    const auto fallback = from_detect_intent(sample("es/detect-intent-response.fallback.json")).value();
    EXPECT_NE(fallback.find(R"("intent":"Default Fallback Intent","fallback":true)"), std::string::npos);
    EXPECT_NE(fallback.find(R"("contexts":[])"), std::string::npos) << "the service's own contexts are not ours";
    const auto prompt = from_detect_intent(sample("es/detect-intent-response.slot-prompt.json")).value();
    EXPECT_NE(prompt.find("どの市町村でお探しですか？"), std::string::npos);
    EXPECT_NE(prompt.find("benefit_nearby_dialog_context"), std::string::npos);
}

TEST_F(DialogflowWire, sees_a_webhook_that_was_too_slow) {
    EXPECT_EQ(from_detect_intent(sample("es/detect-intent-response.webhook-timeout.json")).error().code,
              "dialogflow.webhook_failed");
}

TEST_F(DialogflowWire, reads_webhook_requests) {
    const auto own = read_webhook_request(sample("es/webhook-request.json"));
    ASSERT_TRUE(own.ok());
    EXPECT_EQ(
        own->session,
        "projects/osaka-kosodate-sample/locations/asia-northeast1/agent/sessions/5f0a1c2e-7b3d-4a6f-9c11-2f7e8d9a0b1c");
    EXPECT_NE(own->data.find(
                  R"("intent":"benefit.nearby","action":"benefit.search","query_text":"豊中市で使える特典を教えて")"),
              std::string::npos);
    EXPECT_NE(own->data.find(R"({"name":"benefit-search","lifespan":5,)"), std::string::npos);
    EXPECT_TRUE(read_webhook_request(sample("es/webhook-request.line-shaped.json")).ok());
    EXPECT_TRUE(
        read_webhook_request(test::shared_file(kData + "samples/webhook-v2/requests/v2/request.json").value()).ok());
}

TEST_F(DialogflowWire, shows_every_kind_of_rich_content) {
    const auto content = sample("messenger/rich-content.es.all-types.json");
    const auto reply =
        from_detect_intent(R"({"queryResult":{"fulfillmentMessages":[{"payload":)" + content + "}]}}").value();
    const auto document = json::Document::parse(reply).value();
    std::vector<std::string> types;
    for (const auto& item : document.root().find("messages")->elements())
        types.emplace_back(item.string("type").value_or("?"));
    // image, info, chip, chip with link; description, button (the one with an event is no link); two list entries;
    // accordion
    EXPECT_EQ(types, (std::vector<std::string>{"link", "card", "chips", "link", "text", "link", "list", "text"}));
}

TEST_F(DialogflowWire, the_agents_design_is_changed_as_the_schema_says) {
    expect_valid(design::archive_body("zip"), "ImportAgentRequest", "parent");
    expect_valid(design::archive_body("zip"), "RestoreAgentRequest", "parent");
    expect_valid(design::entity_type_body("place"), "EntityType");
    expect_valid(design::update_body({{"焼津駅", {"焼津駅", "やいづえき"}}}, "ja"), "BatchUpdateEntitiesRequest",
                 "parent");
    expect_valid(design::delete_body({"旧駅"}, "ja"), "BatchDeleteEntitiesRequest", "parent");
}

TEST_F(DialogflowWire, maps_the_errors_google_sends) {
    EXPECT_EQ(mapped(400, "errors/400-text-too-long.json").kind, ErrorKind::invalid);
    const auto unknown_field = mapped(400, "errors/400-unknown-field.json");
    EXPECT_EQ(unknown_field.kind, ErrorKind::invalid);
    ASSERT_EQ(unknown_field.fields.size(), 1u);
    EXPECT_EQ(unknown_field.fields[0].field, "query_input");
    EXPECT_EQ(mapped(401, "errors/401-bad-token.json").kind, ErrorKind::unauthenticated);
    EXPECT_EQ(mapped(403, "errors/403-no-permission.json").kind, ErrorKind::forbidden);
    EXPECT_EQ(mapped(404, "errors/404-environment.json").kind, ErrorKind::not_found);
    EXPECT_EQ(mapped(429, "errors/429-quota.json").kind, ErrorKind::throttled);
    EXPECT_EQ(mapped(429, "errors/429-quota.json").code, "dialogflow.resource_exhausted");
    EXPECT_EQ(mapped(503, "errors/503-unavailable.json").kind, ErrorKind::transient);
}

}  // namespace
}  // namespace hub::dialogflow
