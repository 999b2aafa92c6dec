#include <gtest/gtest.h>

#include "connectors/dialogflow/dialogflow_sink.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http_client.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub::dialogflow {
namespace {

using namespace std::chrono_literals;

constexpr const char* kToken = R"({"access_token":"ya29.secret","expires_in":3599,"token_type":"Bearer"})";
constexpr const char* kAnswer = R"({"queryResult":{"fulfillmentText":"はい","intent":{"displayName":"hello"}}})";

DialogflowSettings settings() {
    DialogflowSettings settings;
    settings.base_url = "http://dialogflow.example";
    settings.project_id = "sample";
    return settings;
}

http::ServiceAccount account() {
    return {"sample", "hub@sample.example", "http://oauth.example/token", "key-1",
            http::RsaKey::private_key(test::test_rsa_key().private_pem).value()};
}

class AskingDialogflow : public ::testing::Test {
protected:
    Result<Receipt> deliver(const std::string& data = R"({"session":"s-1","text":"やあ"})") {
        auto message = make_message(clock_, "/handlers/chat", "agent.query", data);
        const Delivery delivery{Deadline(std::chrono::steady_clock::now() + 2s)};
        return test::run_awaitable(context_, sink_.deliver(std::move(message), delivery));
    }
    Result<void> check() {
        return test::run_awaitable(context_, sink_.check(Deadline(std::chrono::steady_clock::now() + 2s)));
    }

    test::FakeClock clock_;
    test::FakeHttpClient client_;
    boost::asio::io_context context_;
    DialogflowSink sink_{settings(), account(), client_, clock_};
};

TEST_F(AskingDialogflow, asks_with_an_access_token_and_returns_the_reply) {
    client_.will_answer(200, kToken);
    client_.will_answer(200, kAnswer);
    const auto receipt = deliver();
    ASSERT_TRUE(receipt.ok()) << receipt.error().detail;
    EXPECT_EQ(
        *receipt->data,
        R"({"agent":"dialogflow","intent":"hello","fallback":false,"messages":[{"type":"text","text":"はい"}],"contexts":[]})");
    ASSERT_EQ(client_.requests.size(), 2u);
    EXPECT_EQ(client_.requests[1].target,
              "http://dialogflow.example/v2/projects/sample/agent/sessions/s-1:detectIntent");
    EXPECT_EQ(find_header(client_.requests[1].headers, "Authorization"), "Bearer ya29.secret");
}

TEST_F(AskingDialogflow, asks_an_agent_of_CX_in_its_own_form) {
    auto cx = settings();
    cx.edition = Edition::cx;
    cx.agent_id = "a-1";
    DialogflowSink sink(cx, account(), client_, clock_);
    client_.will_answer(200, kToken);
    client_.will_answer(
        200, R"({"queryResult":{"responseMessages":[{"text":{"text":["はい"]}}],"match":{"matchType":"INTENT"}}})");
    client_.will_answer(404, "");
    auto message = make_message(clock_, "/handlers/chat", "agent.query", R"({"session":"s-1","text":"やあ"})");
    const Delivery delivery{Deadline(std::chrono::steady_clock::now() + 2s)};
    const auto receipt = test::run_awaitable(context_, sink.deliver(std::move(message), delivery));
    ASSERT_TRUE(receipt.ok());
    EXPECT_NE(receipt->data->find("はい"), std::string::npos);
    EXPECT_EQ(client_.requests[1].target,
              "http://dialogflow.example/v3/projects/sample/locations/global/agents/a-1/sessions/s-1:detectIntent");
    EXPECT_TRUE(test::run_awaitable(context_, sink.check(Deadline(std::chrono::steady_clock::now() + 2s))).ok());
    EXPECT_TRUE(client_.requests[2].target.ends_with("/agents/a-1/sessions/health-check/entityTypes"));
}

TEST_F(AskingDialogflow, gets_one_new_token_when_the_first_is_refused) {
    client_.will_answer(200, kToken);
    client_.will_answer(401, "");
    client_.will_answer(200, R"({"access_token":"second","expires_in":3599,"token_type":"Bearer"})");
    client_.will_answer(200, kAnswer);
    EXPECT_TRUE(deliver().ok());
    ASSERT_EQ(client_.requests.size(), 4u);
    EXPECT_EQ(find_header(client_.requests[3].headers, "Authorization"), "Bearer second");
}

TEST_F(AskingDialogflow, gives_up_when_the_new_token_is_refused_too) {
    client_.will_answer(200, kToken);
    client_.will_answer(401, "");
    client_.will_answer(200, kToken);
    client_.will_answer(401, "");
    EXPECT_EQ(deliver().error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(client_.requests.size(), 4u);
}

TEST_F(AskingDialogflow, never_asks_twice_after_any_other_failure) {
    const Error failures[] = {{ErrorKind::unknown_outcome, "http.timeout", ""},
                              {ErrorKind::transient, "http.not_sent", ""},
                              {ErrorKind::cancelled, "deadline.passed", ""}};
    client_.will_answer(200, kToken);
    std::size_t requests = 1;
    for (const auto& failure : failures) {
        client_.will_fail(failure);
        EXPECT_EQ(deliver().error().kind, failure.kind);
        EXPECT_EQ(client_.requests.size(), ++requests);
    }
    for (const int status : {400, 403, 404, 429, 499, 500, 503, 504}) {
        client_.will_answer(status, "");
        EXPECT_FALSE(deliver().ok());
        EXPECT_EQ(client_.requests.size(), ++requests);
    }
}

TEST_F(AskingDialogflow, maps_every_status_and_reads_how_long_to_wait) {
    const std::pair<int, ErrorKind> expected[] = {
        {400, ErrorKind::invalid},   {403, ErrorKind::forbidden},       {404, ErrorKind::not_found},
        {429, ErrorKind::throttled}, {499, ErrorKind::cancelled},       {500, ErrorKind::transient},
        {503, ErrorKind::transient}, {504, ErrorKind::unknown_outcome}, {302, ErrorKind::permanent}};
    client_.will_answer(200, kToken);
    for (const auto& [status, kind] : expected) {
        client_.will_answer(status, "", {{"Retry-After", "7"}});
        const auto receipt = deliver();
        ASSERT_FALSE(receipt.ok());
        EXPECT_EQ(receipt.error().kind, kind) << status;
        EXPECT_EQ(receipt.error().retry_after, 7s);
        EXPECT_EQ(receipt.error().detail.find("secret"), std::string::npos);
    }
}

TEST_F(AskingDialogflow, refuses_bad_data_before_calling_anyone) {
    EXPECT_EQ(deliver("[]").error().kind, ErrorKind::invalid);
    EXPECT_EQ(deliver("{").error().kind, ErrorKind::invalid);
    EXPECT_EQ(deliver(R"({"session":"s","text":")" + std::string(257, 'a') + "\"}").error().fields.at(0).field,
              "/text");
    EXPECT_TRUE(client_.requests.empty());
}

TEST_F(AskingDialogflow, says_so_when_the_account_is_refused) {
    client_.will_answer(400, R"({"error":"invalid_grant"})");
    EXPECT_EQ(deliver().error().kind, ErrorKind::unauthenticated);
    EXPECT_EQ(client_.requests.size(), 1u);
}

TEST_F(AskingDialogflow, checks_the_service_without_changing_anything) {
    client_.will_answer(200, kToken);
    client_.will_answer(200, "{}");
    EXPECT_TRUE(check().ok());
    EXPECT_EQ(client_.requests[1].method, "GET");
    EXPECT_TRUE(check().ok());
    EXPECT_EQ(client_.requests.size(), 2u) << "a good check holds for half a minute";
    clock_.advance(31s);
    client_.will_answer(404, "");
    EXPECT_TRUE(check().ok());
    clock_.advance(31s);
    client_.will_answer(403, "");
    EXPECT_EQ(check().error().kind, ErrorKind::forbidden);
    client_.will_fail({ErrorKind::transient, "http.not_sent", ""});
    EXPECT_EQ(check().error().kind, ErrorKind::transient);
}

}  // namespace
}  // namespace hub::dialogflow
