#include <gtest/gtest.h>

#include "connectors/dialogflow/dialogflow_webhook.hpp"
#include "connectors/support/base64.hpp"
#include "router/runtime/wait.hpp"
#include "tests/support/fake_http_client.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/identity_tokens.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::dialogflow {
namespace {

using namespace std::chrono_literals;

const std::string kBody =
    R"({"responseId":"r-1","session":"projects/p/agent/sessions/s","queryResult":{"action":"benefit.nearby"}})";
const std::string kReply = R"({"messages":[{"type":"text","text":"あります"}],"shops":[]})";

std::string basic(const std::string& pair) { return "Basic " + http::base64_encode(pair); }

class DialogflowWebhook : public ::testing::Test {
protected:
    DialogflowWebhook() {
        settings_.basic_user = "dialogflow";
        settings_.basic_password = "password";
        settings_.header_name = "X-Hub";
        settings_.header_token = "token";
        settings_.identity =
            http::IdentityTokenSettings{"https://accounts.google.com", "https://hub.example/webhooks/dialogflow",
                                        "agent@example.com", "https://keys.example/"};
        router_.will_answer(kReply);
        client_.will_answer(200, test::key_set());
        client_.repeat_last = true;
    }

    HttpEndpoint endpoint() { return webhook_endpoint(settings_, router_, answers_, client_, system_clock()); }

    HttpResponse call(const HttpEndpoint& endpoint, HttpHeaders headers, std::string body = kBody,
                      std::chrono::milliseconds limit = 3s) {
        HttpRequest request{"POST", "/webhooks/dialogflow", std::move(headers), std::move(body), "192.0.2.1"};
        return test::run_awaitable(context_,
                                   endpoint.handler(std::move(request), Deadline::after(system_clock(), limit)));
    }
    HttpResponse call(HttpHeaders headers, std::string body = kBody) {
        return call(endpoint(), std::move(headers), std::move(body));
    }

    std::string identity(const std::string& email) const {
        const auto now =
            std::chrono::duration_cast<std::chrono::seconds>(system_clock().wall().time_since_epoch()).count();
        return "Bearer " +
               test::identity_token({"https://accounts.google.com", "https://hub.example/webhooks/dialogflow", email,
                                     true, now, now + 600});
    }
    const HttpHeaders right_{{"X-Hub", "token"}};

    WebhookSettings settings_;
    test::FakeRouter router_;
    test::FakeHttpClient client_;
    http::MemoryWebhookAnswers answers_;
    boost::asio::io_context context_;
};

TEST_F(DialogflowWebhook, asks_the_fulfilment_and_answers) {
    const auto response = call({{"Authorization", basic("dialogflow:password")}});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(find_header(response.headers, "Content-Type"), "application/json; charset=utf-8");
    ASSERT_TRUE(response.shared_body);
    EXPECT_NE(response.shared_body->find("あります"), std::string::npos);
    ASSERT_EQ(router_.asked.size(), 1u);
    EXPECT_EQ(router_.asked[0].type, "agent.fulfilment");
    EXPECT_EQ(router_.asked[0].source, "/connectors/dialogflow");
}

TEST_F(DialogflowWebhook, speaks_CX_when_the_agent_is_one) {
    settings_.edition = Edition::cx;
    const auto response = call(
        right_,
        R"({"detectIntentResponseId":"r-1","sessionInfo":{"session":"projects/p/locations/l/agents/a/sessions/s"},"fulfillmentInfo":{"tag":"benefit.nearby"}})");
    EXPECT_EQ(response.status, 200);
    EXPECT_NE(response.shared_body->find(R"("fulfillmentResponse":{"messages":[{"text":{"text":["あります"]}}])"),
              std::string::npos);
    EXPECT_EQ(call(right_, kBody).status, 400) << "a call in the form of ES is none";
    EXPECT_EQ(call({}, kBody).status, 401);
    router_.will_fail({ErrorKind::cancelled, "deadline.passed", ""});
    const auto slow = call(
        right_,
        R"({"detectIntentResponseId":"r-2","sessionInfo":{"session":"projects/p/locations/l/agents/a/sessions/s"},"fulfillmentInfo":{"tag":"benefit.nearby"}})");
    EXPECT_NE(slow.shared_body->find(R"("fulfillmentResponse")"), std::string::npos);
    EXPECT_NE(slow.shared_body->find("もう一度"), std::string::npos);
}

TEST_F(DialogflowWebhook, is_the_endpoint_the_contract_names) {
    const auto made = endpoint();
    EXPECT_EQ(made.method, "POST");
    EXPECT_EQ(made.path, "/webhooks/dialogflow");
    EXPECT_EQ(made.body_limit, 256u * 1024);
    EXPECT_LT(made.time_limit, 5s);
}

TEST_F(DialogflowWebhook, accepts_any_configured_proof) {
    EXPECT_EQ(call({{"Authorization", basic("dialogflow:password")}}).status, 200);
    EXPECT_EQ(call({{"authorization", "basic " + http::base64_encode("dialogflow:password")}}).status, 200);
    EXPECT_EQ(call({{"x-hub", "token"}}).status, 200);
    EXPECT_EQ(call({{"Authorization", identity("agent@example.com")}}).status, 200);
    EXPECT_EQ(call({{"Authorization", basic("dialogflow:password")}, {"X-Hub", "token"}}).status, 200);
}

TEST_F(DialogflowWebhook, refuses_calls_without_a_right_proof) {
    for (const HttpHeaders& headers :
         {HttpHeaders{}, HttpHeaders{{"Authorization", basic("dialogflow:wrong")}},
          HttpHeaders{{"Authorization", basic("other:password")}}, HttpHeaders{{"Authorization", "Basic"}},
          HttpHeaders{{"Authorization", "Basic !!"}}, HttpHeaders{{"X-Hub", "wrong"}}, HttpHeaders{{"X-Hub", ""}},
          HttpHeaders{{"Authorization", identity("other@example.com")}},
          HttpHeaders{{"Authorization", "Bearer garbage"}}, HttpHeaders{{"Authorization", "Digest x"}},
          HttpHeaders{{"X-Hub", "token"}, {"Authorization", basic("dialogflow:wrong")}},
          HttpHeaders{{"X-Hub", "wrong"}, {"Authorization", basic("dialogflow:password")}}}) {
        const auto response = call(headers);
        EXPECT_EQ(response.status, 401) << (headers.empty() ? "none" : headers[0].second);
        EXPECT_TRUE(find_header(response.headers, "WWW-Authenticate"));
        EXPECT_EQ(find_header(response.headers, "Content-Type"), "application/problem+json");
        EXPECT_EQ(response.body.find("password"), std::string::npos);
    }
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(DialogflowWebhook, accepts_only_what_is_configured) {
    settings_.basic_user.clear();
    settings_.basic_password.clear();
    settings_.identity.reset();
    EXPECT_EQ(call({{"Authorization", basic("dialogflow:password")}}).status, 401);
    EXPECT_EQ(call({{"Authorization", basic(":")}}).status, 401);
    EXPECT_EQ(call({{"Authorization", identity("agent@example.com")}}).status, 401);
    EXPECT_EQ(call({{"Authorization", identity("agent@example.com")}, {"X-Hub", "token"}}).status, 200);
}

TEST_F(DialogflowWebhook, demands_the_client_certificate_besides_when_configured) {
    settings_.client_subject_header = "X-Client-Subject";
    settings_.client_subject = "CN=Google LLC";
    EXPECT_EQ(call(right_).status, 403);
    EXPECT_EQ(call({{"X-Hub", "token"}, {"X-Client-Subject", "CN=Other"}}).status, 403);
    EXPECT_EQ(call({{"X-Client-Subject", "CN=Google LLC"}}).status, 401);
    EXPECT_EQ(call({{"X-Hub", "token"}, {"X-Client-Subject", "CN=Google LLC"}}).status, 200);
}

TEST_F(DialogflowWebhook, is_unavailable_when_the_issuers_keys_cannot_be_had) {
    client_.answers.clear();
    EXPECT_EQ(call({{"Authorization", identity("agent@example.com")}}).status, 503);
}

TEST_F(DialogflowWebhook, cannot_be_made_without_authentication_or_with_half_of_one) {
    const auto refused = [this](WebhookSettings settings) {
        EXPECT_THROW(webhook_endpoint(settings, router_, answers_, client_, system_clock()), std::invalid_argument);
    };
    refused({});
    auto half = settings_;
    half.basic_password.clear();
    refused(half);
    half = settings_;
    half.header_token.clear();
    refused(half);
    half = settings_;
    half.identity->email.clear();
    refused(half);
    half = settings_;
    half.client_subject = "CN=x";
    refused(half);
}

TEST_F(DialogflowWebhook, names_what_is_wrong_with_a_bad_body) {
    const auto response = call(right_, R"({"responseId":"r"})");
    EXPECT_EQ(response.status, 400);
    EXPECT_NE(response.body.find("/session"), std::string::npos);
    EXPECT_NE(response.body.find("/queryResult"), std::string::npos);
    EXPECT_EQ(call(right_, "<html>").status, 400);
}

TEST_F(DialogflowWebhook, answers_a_repeat_from_memory) {
    const auto made = endpoint();
    const auto first = call(made, right_);
    router_.will_answer(R"({"messages":[{"type":"text","text":"ちがう"}]})");
    const auto second = call(made, right_);
    EXPECT_EQ(*first.shared_body, *second.shared_body);
    EXPECT_EQ(router_.asked.size(), 1u);
}

TEST_F(DialogflowWebhook, lets_a_repeat_wait_for_the_call_under_way) {
    const auto made = endpoint();
    router_.before_answer = [] { return runtime::sleep_for(30ms); };
    int answered = 0;
    for (int number = 0; number < 3; ++number)
        boost::asio::co_spawn(
            context_,
            made.handler({"POST", "/webhooks/dialogflow", right_, kBody, ""}, Deadline::after(system_clock(), 3s)),
            [&](std::exception_ptr, HttpResponse response) { answered += response.status == 200 ? 1 : 0; });
    context_.run_for(3s);
    EXPECT_EQ(answered, 3);
    EXPECT_EQ(router_.asked.size(), 1u);
}

TEST_F(DialogflowWebhook, says_that_it_takes_long_rather_than_nothing) {
    const auto made = endpoint();
    router_.before_answer = [] { return runtime::sleep_for(200ms); };
    const auto slow = call(made, right_, kBody, 20ms);
    EXPECT_EQ(slow.status, 200);
    EXPECT_NE(slow.shared_body->find("もう一度"), std::string::npos);
    const auto repeat = call(made, right_);
    EXPECT_NE(repeat.shared_body->find("あります"), std::string::npos) << "the repeat gets the late answer";
    EXPECT_EQ(router_.asked.size(), 1u);
}

TEST_F(DialogflowWebhook, gives_the_fulfilment_no_more_than_three_and_a_half_seconds) {
    const auto before = Deadline::after(system_clock(), 3500ms);
    call(endpoint(), right_, kBody, 60s);
    EXPECT_LE(router_.deadlines.at(0).at() - before.at(), 500ms);
    router_.will_fail({ErrorKind::cancelled, "deadline.passed", ""});
    const auto response = call(right_);
    EXPECT_EQ(response.status, 200);
}

TEST_F(DialogflowWebhook, turns_failures_into_the_statuses_dialogflow_knows_and_keeps_none) {
    const std::pair<ErrorKind, int> expected[] = {{ErrorKind::invalid, 400},   {ErrorKind::transient, 503},
                                                  {ErrorKind::throttled, 503}, {ErrorKind::unknown_outcome, 503},
                                                  {ErrorKind::permanent, 500}, {ErrorKind::bug, 500},
                                                  {ErrorKind::not_found, 500}, {ErrorKind::conflict, 500}};
    const auto made = endpoint();
    for (const auto& [kind, status] : expected) {
        router_.will_fail({kind, "x.y", "inner secret"});
        const auto response = call(made, right_);
        EXPECT_EQ(response.status, status) << to_string(kind);
        EXPECT_TRUE(status == 400 || response.body.find("secret") == std::string::npos);
    }
    router_.will_answer("[]");
    EXPECT_EQ(call(made, right_).status, 500);
    router_.will_answer(kReply);
    EXPECT_EQ(call(made, right_).status, 200);
}

}  // namespace
}  // namespace hub::dialogflow
