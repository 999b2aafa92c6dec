#include <gtest/gtest.h>

#include "connectors/dialogflow/cx_detect_intent_wire.hpp"
#include "connectors/dialogflow/cx_webhook_wire.hpp"
#include "connectors/dialogflow/fulfilment_pieces.hpp"
#include "tests/contract/wire/google_schema.hpp"
#include "tests/support/shared_data.hpp"

namespace hub::dialogflow::cx {
namespace {

const std::string kData = "reference/data/dialogflow/";
const std::string kPrefix = "google.cloud.dialogflow.cx.v3.";

class DialogflowCxWire : public ::testing::Test {
protected:
    void SetUp() override {
        const auto text = test::shared_file(kData + "rest/dialogflow-cx-v3.rest.json");
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
        return test::shared_file(kData + "samples/project-written/cx/" + name).value();
    }
    Result<DetectIntentCall> call(const std::string& data) {
        DialogflowSettings settings;
        settings.edition = Edition::cx;
        settings.project_id = "osaka-kosodate-sample";
        settings.location = "asia-northeast1";
        settings.agent_id = "8c1d3c52-1111-4222-8333-944444444444";
        settings.webhook_header_name = "x-hub";
        const auto document = json::Document::parse(data);
        return cx::to_detect_intent(document.value().root(), settings);
    }

    std::optional<test::GoogleSchema> schema_;
};

TEST_F(DialogflowCxWire, the_schema_refuses_what_the_service_refuses) {
    const auto refused = [this](const std::string& text, const std::string& message) {
        const auto document = json::Document::parse(text);
        return !schema_->problems(document->root(), kPrefix + message, "session").empty();
    };
    EXPECT_TRUE(refused(R"({"queryInput":{"text":{"text":"a","languageCode":"ja"},"languageCode":"ja"}})",
                        "DetectIntentRequest"))
        << "the language's place is another than that of ES";
    EXPECT_TRUE(refused(R"({"queryInput":{"text":{"text":"a"}}})", "DetectIntentRequest"));
    EXPECT_TRUE(
        refused(R"({"queryParams":{"contexts":[]},"queryInput":{"languageCode":"ja"}})", "DetectIntentRequest"));
    EXPECT_TRUE(refused(R"({"fulfillmentMessages":[]})", "WebhookResponse"));
}

TEST_F(DialogflowCxWire, requests_fit_the_schema) {
    for (const char* data :
         {R"({"session":"s","text":"こんにちは"})",
          R"({"session":"s","text":"この近く","language":"ja","position":{"lat":34,"lng":138.25},"webhook_token":"t",
              "contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":1,"list":[1,{"a":null}]}},{"name":"bare","lifespan":1},
                          {"name":"cx_page","lifespan":2,"parameters":{"page":"projects/osaka-kosodate-sample/locations/asia-northeast1/agents/8c1d3c52-1111-4222-8333-944444444444/flows/f/pages/p","parameters":{"genre":"a"}}}]})"}) {
        const auto request = call(data);
        ASSERT_TRUE(request.ok());
        expect_valid(request->body, "DetectIntentRequest", "session");
    }
}

TEST_F(DialogflowCxWire, webhook_answers_fit_the_schema_in_every_size) {
    const auto asked = read_webhook_request(sample("webhook-request.json"));
    ASSERT_TRUE(asked.ok());
    std::string shops;
    for (int number = 0; number < 200; ++number)
        shops += (number > 0 ? "," : "") + std::string(R"({"shop_id":1,"name":")") + std::string(700, 'x') + "\"}";
    for (
        const std::string& reply :
        {std::string("{}"), R"({"shops":[)" + shops + "]}",
         std::string(
             R"({"messages":[{"type":"text","text":"あ"},{"type":"card","title":"b"}],"contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":1}},{"name":"x"}],"suggestions":["a"],"places":[{}],"facilities":[{}],"events":[{}]})")}) {
        const auto response = cx::write_webhook_response(reply, *asked);
        ASSERT_TRUE(response.ok());
        EXPECT_LE(response->size(), kMostWebhookResponseBytes);
        expect_valid(*response, "WebhookResponse");
    }
    expect_valid(cx::webhook_text_response("おまちください"), "WebhookResponse");
}

TEST_F(DialogflowCxWire, reads_the_answer_of_the_sample) {
    EXPECT_EQ(
        cx::from_detect_intent(sample("detect-intent-response.json")).value(),
        R"({"agent":"dialogflow","intent":"benefit.nearby","fallback":false,"messages":[{"type":"text","text":"豊中市で使える特典が1件見つかりました。"},)"
        R"({"type":"card","title":"とよなか食堂（例）","subtitle":"会計から5%引き","url":"https://portal.example.jp/benefits/101"},)"
        R"({"type":"chips","options":[{"text":"もっと見る"}]},)"
        R"({"type":"link","text":"地図で見る","url":"https://www.google.com/maps/search/?api=1&query=34.7816%2C135.4693"}],"contexts":[]})");
}

TEST_F(DialogflowCxWire, reads_the_webhook_request_of_the_sample) {
    const auto own = cx::read_webhook_request(sample("webhook-request.json"));
    ASSERT_TRUE(own.ok());
    EXPECT_EQ(own->session,
              "projects/osaka-kosodate-sample/locations/asia-northeast1/agents/8c1d3c52-1111-4222-8333-944444444444/"
              "sessions/5f0a1c2e-7b3d-4a6f-9c11-2f7e8d9a0b1c");
    EXPECT_EQ(
        own->data,
        R"({"intent":"benefit.nearby","action":"benefit-search","query_text":"豊中市で使える特典を教えて","parameters":{"municipality":"豊中市","channel":"web"},"contexts":[],"language":"ja"})");
}

TEST_F(DialogflowCxWire, shows_every_kind_of_rich_content) {
    const auto content = test::shared_file(kData + "samples/project-written/messenger/rich-content.cx.all-types.json");
    const auto reply =
        cx::from_detect_intent(R"({"queryResult":{"responseMessages":[{"payload":)" + content.value() + "}]}}").value();
    const auto document = json::Document::parse(reply).value();
    std::vector<std::string> types;
    for (const auto& item : document.root().find("messages")->elements())
        types.emplace_back(item.string("type").value_or("?"));
    EXPECT_FALSE(types.empty());
    EXPECT_EQ(reply.find("javascript:"), std::string::npos);
    for (const char* type : {"card", "chips", "link", "text", "list"})
        EXPECT_NE(std::find(types.begin(), types.end(), type), types.end()) << type << " in " << reply;
}

}  // namespace
}  // namespace hub::dialogflow::cx
