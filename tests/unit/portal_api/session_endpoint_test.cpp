#include "portal/api/session_endpoint.hpp"

#include <gtest/gtest.h>

#include "portal/api/api_endpoints.hpp"
#include "portal/server/route_map.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/unit/portal_api/contract_text.hpp"

namespace hub::portal {
namespace {

const std::string kToken(43, 'a');

class SessionEndpointTest : public testing::Test {
protected:
    HttpResponse call(const std::string& method, const std::string& target, HttpHeaders headers = {},
                      std::string body = {}) {
        const RouteMap routes(endpoints);
        const auto match = routes.find(method, path_of(target));
        if (!match.endpoint) return HttpResponse{404, {}, {}};
        headers.emplace_back("Host", "pass.example.jp");
        if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
        HttpRequest request{method, target, std::move(headers), std::move(body), "192.0.2.1"};
        return test::run_awaitable(
            match.endpoint->handler(std::move(request), Deadline::after(clock, std::chrono::seconds(1))));
    }
    HttpResponse log_in(HttpHeaders headers = {}) {
        router.will_answer(R"({"session":")" + kToken + R"(","session_seconds":60,"user_id":7})");
        return call("POST", "/api/v1/users/login", std::move(headers), R"({"mail":"a@example.jp","password":"x"})");
    }
    static std::string content(const HttpResponse& response) {
        return response.shared_body ? *response.shared_body : response.body;
    }
    std::shared_ptr<const OpenApiContract> contract = std::make_shared<const OpenApiContract>(
        OpenApiContract::load(HUB_SOURCE_DIRECTORY "/config/openapi.json").value());
    test::FakeRouter router;
    test::FakeClock clock;
    std::vector<HttpEndpoint> endpoints = api_endpoints(contract, router, clock);
    const std::string cookie = "__Host-passport_session=" + kToken;
};

TEST_F(SessionEndpointTest, a_login_gives_the_token_as_a_cookie_and_not_as_content) {
    const auto response = log_in();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(content(response).find(kToken), std::string::npos);
    EXPECT_NE(content(response).find(csrf_token(kToken)), std::string::npos);
    EXPECT_TRUE(find_header(response.headers, "Set-Cookie")->starts_with(cookie + "; Max-Age=60;"));
    EXPECT_EQ(find_header(response.headers, "Cache-Control"), "no-store");
    EXPECT_EQ(router.asked.back().extension("peer"), "192.0.2.1");
}

TEST_F(SessionEndpointTest, a_login_that_waits_for_its_second_step_gives_no_cookie) {
    router.will_answer(R"({"second_step":"mail","ticket":"t-1"})");
    const auto response = call("POST", "/api/v1/users/login", {}, R"({"mail":"a@example.jp","password":"x"})");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(content(response), R"({"second_step":"mail","ticket":"t-1"})");
    EXPECT_FALSE(find_header(response.headers, "Set-Cookie"));
    EXPECT_EQ(find_header(response.headers, "Cache-Control"), "no-store");
}

TEST_F(SessionEndpointTest, a_change_by_cookie_needs_its_proof_and_no_other_site) {
    router.will_answer("{}");
    const auto end = "/api/v1/sessions/end";
    EXPECT_EQ(call("POST", end, {{"Cookie", cookie}}).status, 403);
    EXPECT_EQ(call("POST", end, {{"Cookie", cookie}, {"X-CSRF-Token", "x"}}).status, 403);
    EXPECT_EQ(call("POST", end, {{"Cookie", cookie}, {"X-CSRF-Token", csrf_token(kToken)}, {"Origin", "null"}}).status,
              403);
    EXPECT_EQ(log_in({{"Origin", "https://elsewhere.example"}}).status, 403);
    EXPECT_EQ(log_in({{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_TRUE(router.asked.empty());
    const auto done = call("POST", end, {{"Cookie", cookie}, {"X-CSRF-Token", csrf_token(kToken)}});
    EXPECT_EQ(done.status, 200);
    EXPECT_EQ(router.asked.back().extension("session"), kToken);
    EXPECT_NE(find_header(done.headers, "Set-Cookie")->find("Max-Age=0"), std::string_view::npos);
}

TEST_F(SessionEndpointTest, a_look_needs_only_the_cookie_and_is_never_kept) {
    router.will_answer(R"({"user_id":7})");
    const auto me = call("GET", "/api/v1/users/me", {{"Cookie", cookie}});
    EXPECT_EQ(me.status, 200);
    EXPECT_EQ(find_header(me.headers, "Cache-Control"), "no-store");
    EXPECT_FALSE(find_header(me.headers, "Set-Cookie"));
}

TEST_F(SessionEndpointTest, who_is_refused_is_told_why_in_the_rules_words) {
    router.will_fail({ErrorKind::unauthenticated, "accounts.login_refused", "メールアドレスかパスワードが違います。"});
    const auto refused = call("POST", "/api/v1/users/login", {}, R"({"mail":"a@example.jp","password":"x"})");
    EXPECT_EQ(refused.status, 401);
    EXPECT_NE(refused.body.find("メールアドレスかパスワードが違います。"), std::string::npos);
    router.will_fail({ErrorKind::transient, "passwords.busy", "busy", std::chrono::seconds(5)});
    const auto busy = call("POST", "/api/v1/users/login", {}, R"({"mail":"a@example.jp","password":"x"})");
    EXPECT_EQ(busy.status, 503);
    EXPECT_EQ(find_header(busy.headers, "Retry-After"), "5");
}

TEST_F(SessionEndpointTest, what_does_not_concern_a_session_is_not_told_of_one) {
    router.will_answer("{}");
    call("GET", "/api/v1/shops", {{"Cookie", cookie}});
    EXPECT_TRUE(router.asked.back().extension("session").empty());
}

TEST(SessionUses, that_the_contract_misnames_are_found) {
    EXPECT_FALSE(
        OpenApiContract::parse(test::contract_text(R"({"type":"object"})", "", R"("x-session":"sometimes",)")));
    // A key is one of an account: there must be one, before and after.
    for (const std::string use : {"source", "begins", "ends"})
        EXPECT_FALSE(
            OpenApiContract::parse(test::contract_text(R"({"type":"object"})", "", R"("x-session":")" + use + R"(",)")))
            << use;
}

}  // namespace
}  // namespace hub::portal
