#include <gtest/gtest.h>

#include "connectors/support/base64.hpp"
#include "connectors/support/google_oauth.hpp"
#include "router/core/json.hpp"
#include "router/runtime/wait.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_http_client.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub::http {
namespace {

using namespace std::chrono_literals;

std::string key_file(const std::string& pem = test::test_rsa_key().private_pem) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "service_account");
    writer.member("project_id", "sample");
    writer.member("private_key_id", "key-1");
    writer.member("private_key", pem);
    writer.member("client_email", "hub@sample.iam.gserviceaccount.com");
    writer.member("token_uri", "https://oauth2.example/token");
    writer.end_object();
    return writer.take();
}

std::string token_body(const std::string& token, int seconds = 3599) {
    return R"({"access_token":")" + token + R"(","expires_in":)" + std::to_string(seconds) +
           R"(,"token_type":"Bearer"})";
}

std::string form_value(const std::string& body, const std::string& name) {
    const auto at = body.find(name + "=");
    if (at == std::string::npos) return "";
    const auto begin = at + name.size() + 1;
    return *percent_decode(std::string_view(body).substr(begin, body.find('&', begin) - begin));
}

class GoogleOauthTokens : public ::testing::Test {
protected:
    Result<SharedText> token(std::chrono::milliseconds limit = 2s) {
        const Deadline deadline(std::chrono::steady_clock::now() + limit);
        return test::run_awaitable(context_, oauth_.token(deadline));
    }
    void finish_background_work() {
        context_.restart();
        context_.poll();
    }

    test::FakeClock clock_;
    test::FakeHttpClient client_;
    boost::asio::io_context context_;
    GoogleOauth oauth_{service_account_from_json(key_file()).value(), "https://www.googleapis.com/auth/dialogflow",
                       client_, clock_};
};

TEST(ServiceAccountFile, names_every_wrong_member) {
    const auto account = service_account_from_json(
        R"({"type":"authorized_user","project_id":"","token_uri":"token","private_key":"secret"})");
    ASSERT_FALSE(account.ok());
    EXPECT_EQ(account.error().kind, ErrorKind::invalid);
    std::vector<std::string> fields;
    for (const auto& problem : account.error().fields) {
        fields.push_back(problem.field);
        EXPECT_EQ(problem.problem.find("secret"), std::string::npos);
    }
    EXPECT_EQ(fields,
              (std::vector<std::string>{"/type", "/project_id", "/client_email", "/token_uri", "/private_key"}));
}

TEST(ServiceAccountFile, refuses_what_is_no_json_without_quoting_it) {
    const auto account = service_account_from_json("-----BEGIN PRIVATE KEY----- secret");
    ASSERT_FALSE(account.ok());
    EXPECT_EQ(account.error().detail.find("secret"), std::string::npos);
}

TEST_F(GoogleOauthTokens, sends_a_signed_token_as_google_asks_for_it) {
    client_.will_answer(200, token_body("ya29.one"));
    const auto result = token();
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(**result, "ya29.one");
    ASSERT_EQ(client_.requests.size(), 1u);
    const auto& request = client_.requests[0];
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.target, "https://oauth2.example/token");
    EXPECT_EQ(find_header(request.headers, "Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(form_value(request.body, "grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");

    const auto assertion = form_value(request.body, "assertion");
    const auto first = assertion.find('.');
    const auto second = assertion.find('.', first + 1);
    EXPECT_EQ(base64url_decode(assertion.substr(0, first)), R"({"alg":"RS256","typ":"JWT","kid":"key-1"})");
    const auto issued = std::chrono::duration_cast<std::chrono::seconds>(clock_.wall().time_since_epoch()).count();
    EXPECT_EQ(base64url_decode(assertion.substr(first + 1, second - first - 1)),
              R"({"iss":"hub@sample.iam.gserviceaccount.com","scope":"https://www.googleapis.com/auth/dialogflow",)"
              R"("aud":"https://oauth2.example/token","iat":)" +
                  std::to_string(issued) + R"(,"exp":)" + std::to_string(issued + 3600) + "}");
    const auto key = RsaKey::public_key(test::test_rsa_key().modulus, test::test_rsa_key().exponent).value();
    EXPECT_TRUE(key.verify(assertion.substr(0, second), *base64url_decode(assertion.substr(second + 1))));
}

TEST_F(GoogleOauthTokens, keeps_a_token_until_five_minutes_before_its_end) {
    client_.will_answer(200, token_body("one", 3600));
    client_.will_answer(200, token_body("two", 3600));
    EXPECT_EQ(**token(), "one");
    clock_.advance(54min);
    EXPECT_EQ(**token(), "one");
    finish_background_work();
    EXPECT_EQ(client_.requests.size(), 1u);
    clock_.advance(2min);
    EXPECT_EQ(**token(), "one") << "the old token serves while the new one is fetched";
    finish_background_work();
    EXPECT_EQ(client_.requests.size(), 2u);
    EXPECT_EQ(**token(), "two");
    EXPECT_EQ(client_.requests.size(), 2u);
}

TEST_F(GoogleOauthTokens, goes_on_with_the_old_token_when_renewing_fails) {
    client_.will_answer(200, token_body("one", 3600));
    client_.will_answer(503, "");
    client_.will_answer(200, token_body("two", 3600));
    EXPECT_EQ(**token(), "one");
    clock_.advance(56min);
    EXPECT_EQ(**token(), "one");
    finish_background_work();
    EXPECT_EQ(**token(), "one");
    finish_background_work();
    EXPECT_EQ(**token(), "two");
}

TEST_F(GoogleOauthTokens, exchanges_once_for_all_who_ask_at_the_same_time) {
    client_.before_answer = [] { return runtime::sleep_for(20ms); };
    client_.will_answer(200, token_body("one"));
    int served = 0;
    for (int number = 0; number < 10; ++number)
        boost::asio::co_spawn(
            context_, oauth_.token(Deadline(std::chrono::steady_clock::now() + 2s)),
            [&](std::exception_ptr, Result<SharedText> result) { served += result.ok() && **result == "one" ? 1 : 0; });
    context_.run_for(2s);
    EXPECT_EQ(served, 10);
    EXPECT_EQ(client_.requests.size(), 1u);
}

TEST_F(GoogleOauthTokens, lets_everybody_wait_no_longer_than_their_own_deadline) {
    client_.before_answer = [] { return runtime::sleep_for(200ms); };
    client_.will_answer(200, token_body("one"));
    const auto late = token(10ms);
    ASSERT_FALSE(late.ok());
    EXPECT_EQ(late.error().kind, ErrorKind::cancelled);
    EXPECT_EQ(**token(), "one");
    EXPECT_EQ(client_.requests.size(), 1u);
}

TEST_F(GoogleOauthTokens, does_not_hand_out_a_refused_token_again) {
    client_.will_answer(200, token_body("one"));
    client_.will_answer(200, token_body("two"));
    const auto first = token();
    oauth_.refused(*first);
    oauth_.refused(*first);
    EXPECT_EQ(**token(), "two");
    oauth_.refused(*first);
    EXPECT_EQ(**token(), "two");
}

TEST_F(GoogleOauthTokens, is_unauthenticated_when_the_account_is_refused) {
    client_.will_answer(400, R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})");
    const auto result = token();
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::unauthenticated);
    EXPECT_NE(result.error().detail.find("invalid_grant"), std::string::npos);
}

TEST_F(GoogleOauthTokens, is_transient_when_the_endpoint_is_in_trouble_or_talks_nonsense) {
    client_.will_answer(500, "");
    client_.will_answer(200, "<html>");
    client_.will_answer(200, R"({"access_token":"","expires_in":10})");
    client_.will_answer(200, R"({"access_token":"a\r\nX: y","expires_in":10})");
    client_.will_answer(200, R"({"access_token":"a","expires_in":-1})");
    client_.will_fail({ErrorKind::unknown_outcome, "http.timeout", ""});
    client_.will_fail({ErrorKind::transient, "http.not_sent", ""});
    while (!client_.answers.empty()) {
        const auto result = token();
        ASSERT_FALSE(result.ok());
        EXPECT_EQ(result.error().kind, ErrorKind::transient) << result.error().code;
        EXPECT_EQ(result.error().detail.find("assertion"), std::string::npos);
    }
    client_.will_answer(429, "", {{"Retry-After", "9"}});
    const auto throttled = token();
    EXPECT_EQ(throttled.error().kind, ErrorKind::throttled);
    EXPECT_EQ(throttled.error().retry_after, 9s);
}

}  // namespace
}  // namespace hub::http
