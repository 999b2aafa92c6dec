#include "portal/api/api_endpoints.hpp"

#include <gtest/gtest.h>

#include <set>

#include "portal/api/documentation_page.hpp"
#include "portal/api/operations_endpoints.hpp"
#include "portal/server/peer_rate_limit.hpp"
#include "portal/server/problem.hpp"
#include "portal/server/route_map.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::portal {
namespace {

// Answers every question with what it was told to, and remembers the last one.
class ScriptedRouter final : public Router {
public:
    boost::asio::awaitable<Result<SharedText>> ask(Message message, Deadline) override {
        last = std::move(message);
        ++asked;
        co_return reply;
    }
    Result<SharedText> reply = std::make_shared<const std::string>(R"({"ok":true})");
    Message last;
    int asked = 0;
};

struct Api {
    std::shared_ptr<const OpenApiContract> contract = std::make_shared<const OpenApiContract>(
        OpenApiContract::load(HUB_SOURCE_DIRECTORY "/config/openapi.json").value());
    ScriptedRouter router;
    test::FakeClock clock;
    std::vector<HttpEndpoint> endpoints = api_endpoints(contract, router, clock);

    HttpResponse call(const std::string& method, const std::string& target, std::string body = "",
                      std::string type = "application/json", HttpHeaders more = {}) {
        const RouteMap routes(endpoints);
        const auto match = routes.find(method, path_of(target));
        if (!match.endpoint) return HttpResponse{match.allow.empty() ? 404 : 405, {}, {}};
        HttpRequest request{method, target, {{"Content-Type", std::move(type)}}, std::move(body), "192.0.2.1"};
        request.path_parameters = match.path_parameters;
        request.headers.insert(request.headers.end(), more.begin(), more.end());
        return test::run_awaitable(
            match.endpoint->handler(std::move(request), Deadline::after(clock, std::chrono::seconds(1))));
    }
};

TEST(ApiEndpoints, a_request_becomes_the_message_of_its_operation) {
    Api api;
    const auto response = api.call("GET", "/api/v1/shops?limit=3");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.shared_body, *api.router.reply);  // the reply itself, not a copy
    EXPECT_EQ(api.router.last.type, "shop.list");
    EXPECT_EQ(api.router.last.source, "/portal");
    EXPECT_EQ(api.router.last.data_text(), R"({"limit":3})");
    api.call("GET", "/api/v1/shops/7");
    EXPECT_EQ(api.router.last.type, "shop.get");
    EXPECT_EQ(api.router.last.data_text(), R"({"shop_id":7})");
    api.call("POST", "/api/v1/chat/messages", R"({"text":"a"})");
    EXPECT_EQ(api.router.last.type, "chat.message");
}

TEST(ApiEndpoints, what_anybody_may_read_is_not_sent_again_while_it_is_the_same) {
    Api api;
    const auto get = [&](HttpHeaders headers) { return api.call("GET", "/api/v1/shops", "", "", std::move(headers)); };
    const auto first = get({});
    const std::string etag(find_header(first.headers, "ETag").value_or(""));
    EXPECT_EQ(find_header(first.headers, "Cache-Control"), "no-cache");
    for (const auto& held : {etag, "\"other\", W/" + etag, std::string("*")}) {
        const auto again = get({{"If-None-Match", held}});
        EXPECT_EQ(again.status, 304) << held;
        EXPECT_FALSE(again.shared_body) << held;
        EXPECT_EQ(find_header(again.headers, "ETag"), etag);
    }
    api.router.reply = std::make_shared<const std::string>(R"({"ok":false})");
    const auto changed = get({{"If-None-Match", etag}});
    EXPECT_EQ(changed.status, 200);
    EXPECT_NE(find_header(changed.headers, "ETag"), etag);
    api.router.reply = Error{ErrorKind::transient, "catalog.none", ""};
    EXPECT_EQ(get({{"If-None-Match", "*"}}).status, 503);
}

TEST(ApiEndpoints, personal_answers_and_those_of_changes_have_no_etag) {
    Api api;
    const auto own = api.call("GET", "/api/v1/users/me", "", "", {{"If-None-Match", "*"}});
    EXPECT_EQ(own.status, 200);
    EXPECT_EQ(find_header(own.headers, "Cache-Control"), "no-store");
    EXPECT_FALSE(find_header(own.headers, "ETag"));
    const auto chat =
        api.call("POST", "/api/v1/chat/messages", R"({"text":"a"})", "application/json", {{"If-None-Match", "*"}});
    EXPECT_EQ(chat.status, 200);
    EXPECT_FALSE(find_header(chat.headers, "ETag"));
}

TEST(ApiEndpoints, the_key_of_an_accounts_change_goes_to_its_handler) {
    Api api;
    const auto set = [&](HttpHeaders headers) {
        return api.call("POST", "/api/v1/favorites", R"({"shop_id":7,"favorite":true})", "application/json",
                        std::move(headers));
    };
    EXPECT_EQ(set({{"Idempotency-Key", "\"a-1\""}}).status, 200);
    EXPECT_EQ(api.router.last.extension(kChangeKey), "a-1");
    EXPECT_EQ(set({}).status, 200);
    EXPECT_EQ(api.router.last.extension(kChangeKey), "");
    EXPECT_EQ(set({{"Idempotency-Key", ""}}).status, 400);
    EXPECT_EQ(set({{"Idempotency-Key", std::string(256, 'a')}}).status, 400);
    EXPECT_EQ(api.router.asked, 2);
    api.router.reply = Error{ErrorKind::invalid, "idempotency_key.reused", ""};
    EXPECT_EQ(set({{"Idempotency-Key", "a"}}).status, 422);
    api.router.reply = Error{ErrorKind::conflict, "idempotency_key.answer_not_kept", ""};
    EXPECT_EQ(set({{"Idempotency-Key", "a"}}).status, 409);
}

TEST(ApiEndpoints, operations_answered_elsewhere_are_left_alone) {
    Api api;
    EXPECT_EQ(api.call("POST", "/webhooks/dialogflow", "{}").status, 404);
    EXPECT_EQ(api.endpoints.size(), static_cast<std::size_t>(std::count_if(
                                        api.contract->operations.begin(), api.contract->operations.end(),
                                        [](const Operation& operation) { return !operation.message_type.empty(); })));
}

TEST(ApiEndpoints, a_wrong_request_never_reaches_the_router) {
    Api api;
    EXPECT_EQ(api.call("GET", "/api/v1/shops?limit=x").status, 400);
    EXPECT_EQ(api.call("GET", "/api/v1/shops/x").status, 400);
    EXPECT_EQ(api.call("POST", "/api/v1/chat/messages", "text=a").status, 400);
    EXPECT_EQ(api.call("POST", "/api/v1/chat/messages", R"({"text":"a"})", "text/plain").status, 415);
    EXPECT_EQ(api.router.asked, 0);
}

TEST(ApiEndpoints, errors_of_the_router_carry_the_messages_trace) {
    Api api;
    api.router.reply = Error{ErrorKind::not_found, "shop.not_found", "このお店は見つかりませんでした。"};
    const auto response = api.call("GET", "/api/v1/shops/7");
    EXPECT_EQ(response.status, 404);
    const auto problem = json::Document::parse(response.body).value();
    EXPECT_EQ(problem.root().string("detail"), "このお店は見つかりませんでした。");
    const auto trace_id = problem.root().string("trace_id").value();
    EXPECT_NE(api.router.last.extension("traceparent").find(trace_id), std::string_view::npos);
}

TEST(ApiEndpoints, chat_is_limited_per_client) {
    Api api;
    const auto ask = [&] { return api.call("POST", "/api/v1/chat/messages", R"({"text":"a"})"); };
    const auto field = [](const HttpResponse& response, std::string_view name) {
        return find_header(response.headers, name).value_or("");
    };
    for (int left = 9; left >= 0; --left) {
        const auto answered = ask();
        EXPECT_EQ(answered.status, 200);
        EXPECT_EQ(field(answered, "RateLimit-Policy"), "\"postChatMessage\";q=10;w=30");
        EXPECT_EQ(field(answered, "RateLimit"), "\"postChatMessage\";r=" + std::to_string(left) + ";t=3");
    }
    const auto refused = ask();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(find_header(refused.headers, "Retry-After"), "3");
    EXPECT_EQ(field(refused, "RateLimit"), "\"postChatMessage\";r=0;t=3");
    EXPECT_EQ(field(refused, "RateLimit-Policy"), "\"postChatMessage\";q=10;w=30");
    api.clock.advance(std::chrono::seconds(3));
    EXPECT_EQ(ask().status, 200);
    const auto unlimited = api.call("GET", "/api/v1/shops");
    EXPECT_EQ(unlimited.status, 200);
    EXPECT_FALSE(find_header(unlimited.headers, "RateLimit"));
}

TEST(ApiEndpoints, what_is_refused_for_another_reason_also_says_what_is_left) {
    Api api;
    const auto wrong = api.call("POST", "/api/v1/chat/messages", "{");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(find_header(wrong.headers, "RateLimit"), "\"postChatMessage\";r=9;t=3");
    const auto text = api.call("POST", "/api/v1/chat/messages", "a", "text/plain");
    EXPECT_EQ(text.status, 415);
    EXPECT_EQ(find_header(text.headers, "RateLimit"), "\"postChatMessage\";r=8;t=3");
}

TEST(ApiEndpoints, a_try_that_comes_too_soon_hears_when_the_next_is_admitted) {
    Api api;
    api.router.reply =
        Error{ErrorKind::throttled, std::string(kTooMany), "少しお待ちください。", std::chrono::milliseconds(7'001)};
    const auto refused =
        api.call("POST", "/api/v1/users/login", R"({"mail":"a@example.jp","password":"kotori-ga-3wa"})");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(find_header(refused.headers, "Retry-After"), "8");
    EXPECT_EQ(find_header(refused.headers, "RateLimit"), "\"loginUser\";r=0;t=8");
    EXPECT_EQ(find_header(refused.headers, "RateLimit-Policy"), "\"loginUser\";q=1;w=8");
    api.router.reply = Error{ErrorKind::throttled, "passwords.busy", "", std::chrono::seconds(1)};
    const auto busy = api.call("POST", "/api/v1/users/login", R"({"mail":"a@example.jp","password":"kotori-ga-3wa"})");
    EXPECT_EQ(busy.status, 503);
    EXPECT_FALSE(find_header(busy.headers, "RateLimit"))
        << "that others keep the hub waiting is no limit of the caller";
}

TEST(PeerRateLimit, counts_clients_apart_and_ipv6_by_network) {
    test::FakeClock clock;
    PeerRateLimit limit({60, 1}, clock);
    EXPECT_EQ(limit.take("192.0.2.1").wait.count(), 0);
    EXPECT_EQ(limit.take("192.0.2.1").wait.count(), 1000);
    EXPECT_EQ(limit.take("192.0.2.2").wait.count(), 0);
    EXPECT_EQ(limit.take("2001:db8:0:1::1").wait.count(), 0);
    EXPECT_GT(limit.take("2001:db8:0:1:ffff::9").wait.count(), 0);
    EXPECT_EQ(limit.take("2001:db8:0:2::1").wait.count(), 0);
}

TEST(PeerRateLimit, strangers_beyond_the_bound_share_one_bucket) {
    test::FakeClock clock;
    PeerRateLimit limit({60, 1}, clock);
    for (std::size_t count = 0; count < PeerRateLimit::kMostPeers; ++count)
        limit.take("10." + std::to_string(count / 65536) + "." + std::to_string(count / 256 % 256) + "." +
                   std::to_string(count % 256));
    EXPECT_EQ(limit.take("192.0.2.1").wait.count(), 0);
    EXPECT_GT(limit.take("192.0.2.2").wait.count(), 0);
    clock.advance(std::chrono::seconds(2));  // all buckets are full again and forgotten
    EXPECT_EQ(limit.take("192.0.2.3").wait.count(), 0);
    EXPECT_EQ(limit.take("192.0.2.4").wait.count(), 0);
}

TEST(Documentation, shows_every_operation_and_schema_escaped) {
    Api api;
    auto contract = *api.contract;
    contract.description = "<script>";
    const auto page = documentation_page(contract, {"/assets/site.css"});
    for (const auto& operation : contract.operations)
        EXPECT_NE(page.find("id=\"" + operation.id + "\""), std::string::npos) << operation.id;
    for (const auto* words :
         {"/assets/site.css", "lang=\"ja\"", "&lt;script&gt;", "id=\"schema-ChatAnswer\"", "緯度"})
        EXPECT_NE(page.find(words), std::string::npos) << words;
    EXPECT_EQ(page.find("<script>"), std::string::npos);
    EXPECT_EQ(page.find(" style="), std::string::npos);  // the policy allows no inline style
}

TEST(Documentation, names_every_region_differently) {
    const auto html = documentation_reference(*Api().contract);
    std::set<std::string> names;
    constexpr std::string_view kRegion = "role=\"region\" aria-label=\"";
    for (auto at = html.find(kRegion); at != std::string::npos; at = html.find(kRegion, at + 1)) {
        const auto begin = at + kRegion.size();
        const auto name = html.substr(begin, html.find('"', begin) - begin);
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_GT(names.size(), 100u);
}

TEST(Documentation, serves_page_and_the_contract_itself) {
    Api api;
    const auto endpoints = documentation_endpoints(*api.contract, {});
    const RouteMap routes(endpoints);
    ASSERT_NE(routes.find("GET", "/api/docs").endpoint, nullptr);
    const auto* raw = routes.find("GET", "/api/openapi.json").endpoint;
    const auto response = test::run_awaitable(raw->handler({}, Deadline::after(api.clock, std::chrono::seconds(1))));
    EXPECT_EQ(*response.shared_body, api.contract->text);
}

TEST(Operations, readiness_needs_only_what_is_needed_to_serve) {
    bool catalog = true;
    bool database = false;
    const auto endpoints = operations_endpoints({{"catalog",
                                                  [&] {
                                                      return CheckOutcome{catalog, "1 shop"};
                                                  },
                                                  true},
                                                 {"postgresql",
                                                  [&] {
                                                      return CheckOutcome{database, "connection refused"};
                                                  },
                                                  false}});
    const auto ask = [&](std::size_t index) {
        return test::run_awaitable(
            endpoints[index].handler({}, Deadline::after(system_clock(), std::chrono::seconds(1))));
    };
    EXPECT_EQ(ask(0).body, R"({"status":"ok"})");
    EXPECT_EQ(ask(1).status, 200);
    EXPECT_EQ(ask(1).body, R"({"ready":true,"checks":[{"name":"catalog","ok":true,"detail":"1 shop"},)"
                           R"({"name":"postgresql","ok":false,"detail":"connection refused"}]})");
    catalog = false;
    EXPECT_EQ(ask(1).status, 503);
    EXPECT_NE(ask(2).body.find("process_resident_memory_bytes "), std::string::npos);
}

}  // namespace
}  // namespace hub::portal
