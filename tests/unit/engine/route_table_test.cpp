#include "router/engine/route_table.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "router/cli/configuration.hpp"

namespace hub::engine {
namespace {

using std::chrono::milliseconds;

KnownNames known_names() {
    auto names = cli::known_names();
    names.handlers.insert(names.handlers.end(), {"shop.get", "shop.list"});
    return names;
}

const KnownNames kKnown = known_names();

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// The problems of a text as "pointer: sentence" lines; empty when it is accepted.
std::vector<std::string> problems_of(const std::string& text) {
    const auto table = RouteTable::parse(text, kKnown);
    std::vector<std::string> lines;
    if (table) return lines;
    EXPECT_EQ(table.error().kind, ErrorKind::invalid);
    EXPECT_EQ(table.error().code, "routes.invalid");
    for (const auto& problem : table.error().fields) lines.push_back(problem.field + ": " + problem.problem);
    return lines;
}

std::vector<std::string> problems_of_route(const std::string& members) {
    return problems_of(R"({"routes":[{)" + members + "}]}");
}

const std::string kDirect = R"("id":"a","type":"a.b","from":["/portal"],"mode":"direct","timeout_ms":1000)";
const std::string kQueued =
    R"("id":"a","type":"a.b","from":["/portal"],"mode":"queued","connector":"mail","timeout_ms":1000)";

using Lines = std::vector<std::string>;

TEST(RouteTable, reads_the_shipped_file) {
    const auto table = RouteTable::parse(text_of(std::string(HUB_SOURCE_DIRECTORY) + "/config/routes.json"), kKnown);
    ASSERT_TRUE(table.ok());
    const Route* agent = (*table)->direct("agent.query");
    ASSERT_NE(agent, nullptr);
    EXPECT_EQ(agent->direct.connector, "dialogflow");
    EXPECT_EQ(agent->direct.timeout, milliseconds(2'500));
    EXPECT_EQ(agent->direct.fallback->connector, "local_agent");
    EXPECT_TRUE(agent->direct.fallback->eager);
    EXPECT_EQ((*table)->direct("shop.approved"), nullptr);

    const auto queued = (*table)->queued();
    ASSERT_EQ(queued.size(), 8u);
    for (const auto& alarm : {queued[0], queued[1]}) {
        EXPECT_EQ(alarm.translator, "operations.alarm_mail");
        EXPECT_EQ(alarm.lane, Lane::urgent);
    }
    EXPECT_EQ(queued[2].type, "shop.approved");
    EXPECT_EQ(queued[2].translator, "shops.approval_mail");
    EXPECT_EQ(queued[2].timeout, milliseconds(120'000));
    EXPECT_EQ(queued[2].unknown, UnknownRule::retry);
    EXPECT_EQ(queued[3].type, "account.link_asked");
    EXPECT_EQ(queued[3].lane, Lane::interactive);
    EXPECT_EQ(queued[3].unknown, UnknownRule::retry);
}

TEST(RouteTable, fills_in_what_a_queued_route_leaves_out) {
    const auto table = RouteTable::parse(R"({"routes":[{)" + kQueued + "}]}", kKnown);
    ASSERT_TRUE(table.ok());
    const auto route = (*table)->queued().front();
    EXPECT_EQ(route.lane, Lane::interactive);
    EXPECT_EQ(route.unknown, UnknownRule::show);
    EXPECT_EQ(route.dead_letter, DeadLetter::park);
    EXPECT_EQ(route.max_crashes, 3);
    EXPECT_EQ(route.retry.attempts, 1);
    EXPECT_EQ(*route.retry_budget, (RetryBudgetSettings{10, 10}));
}

TEST(RouteTable, reads_how_many_retries_a_connector_may_get) {
    const auto table = RouteTable::parse(
        R"({"routes":[{)" + kQueued + R"(,"retry":{"attempts":5,"budget":{"percent":20}}}]})", kKnown);
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(*(*table)->queued().front().retry_budget, (RetryBudgetSettings{20, 10}));
    EXPECT_EQ(problems_of_route(kQueued + R"(,"retry":{"attempts":5,"budget":{"percent":-1,"floor":0,"most":1}})"),
              (Lines{"/routes/0/retry/budget/most: is not known here",
                     "/routes/0/retry/budget/percent: must be a whole number from 0 to 1000",
                     "/routes/0/retry/budget/floor: must be a whole number from 1 to 1000000"}));
    EXPECT_EQ(problems_of_route(kQueued + R"(,"retry":{"attempts":5,"budget":10})"),
              Lines{"/routes/0/retry/budget: must be an object"});
}

TEST(RouteTable, says_where_the_text_is_not_json) {
    const auto lines = problems_of("{\"routes\": [");
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_NE(lines[0].find("byte"), std::string::npos);
}

TEST(RouteTable, refuses_a_root_that_is_no_list_of_routes) {
    EXPECT_EQ(problems_of("[]"), Lines{": must be an object"});
    EXPECT_EQ(problems_of("{}"), Lines{"/routes: is required"});
    EXPECT_EQ(problems_of(R"({"routes":[]})"), Lines{"/routes: must be a list of at least one route"});
    EXPECT_EQ(problems_of(R"({"routes":[7]})"), Lines{"/routes/0: must be an object"});
}

TEST(RouteTable, reports_every_problem_at_once) {
    const auto lines = problems_of(R"({"route":1,"routes":[
        {"id":"A","type":"","mode":"direkt","handler":"chat.anser","timeout_m":5},
        {"id":"b","type":"a.b","from":[],"mode":"queued","translator":"x","connector":"mial","timeout_ms":"1"}]})");
    EXPECT_EQ(lines, (Lines{
        R"(/route: is not known here (did you mean "routes"?))",
        R"(/routes/0/timeout_m: is not known here (did you mean "timeout_ms"?))",
        R"(/routes/0/id: must be lower-case letters, digits, "_" and ".", like "shop.approved")",
        "/routes/0/type: must be a non-empty string",
        "/routes/0/from: is required",
        R"(/routes/0/mode: must be one of "direct", "queued" (did you mean "direct"?))",
        "/routes/0/timeout_ms: is required: a whole number from 10 to 120000",
        R"(/routes/0/handler: there is no handler "chat.anser" (did you mean "chat.answer"?))",
        "/routes/1/from: must be a list of at least one source",
        R"(/routes/1/translator: there is no translator "x")",
        R"(/routes/1/connector: there is no connector "mial" (did you mean "mail"?))",
        "/routes/1/timeout_ms: must be a whole number from 100 to 600000"}));
}

TEST(RouteTable, refuses_two_routes_for_one_type_and_mode_and_two_of_one_id) {
    const std::string direct = kDirect + R"(,"handler":"shop.get")";
    EXPECT_EQ(problems_of("{\"routes\":[{" + direct + "},{" + direct + "}]}"),
              (Lines{"/routes/1/id: another route has the id \"a\" already",
                     "/routes/1/type: another direct route takes \"a.b\" already"}));
}

TEST(RouteTable, takes_a_direct_and_a_queued_route_of_one_type) {
    const std::string direct = R"("id":"d","type":"a.b","from":["/portal"],"mode":"direct","timeout_ms":50,"handler":"shop.get")";
    EXPECT_EQ(problems_of("{\"routes\":[{" + direct + "},{" + kQueued + "}]}"), Lines{});
}

TEST(RouteTable, wants_exactly_one_target_of_a_direct_route) {
    const Lines wanted{"/routes/0/handler: a direct route needs either a handler or a connector"};
    EXPECT_EQ(problems_of_route(kDirect), wanted);
    EXPECT_EQ(problems_of_route(kDirect + R"(,"handler":"shop.get","connector":"mail")"), wanted);
}

TEST(RouteTable, wants_the_fallback_to_exist_and_to_be_another) {
    EXPECT_EQ(problems_of_route(kDirect + R"(,"connector":"dialogflow","fallback":{"connector":"local_agnt","eager":1}})").size(), 1u);
    EXPECT_EQ(problems_of_route(kDirect + R"(,"connector":"dialogflow","fallback":{"connector":"local_agnt","eager":1})"),
              (Lines{R"(/routes/0/fallback/connector: there is no connector "local_agnt" (did you mean "local_agent"?))",
                     "/routes/0/fallback/eager: must be true or false"}));
    EXPECT_EQ(problems_of_route(kDirect + R"(,"connector":"mail","fallback":{"connector":"mail"})"),
              Lines{"/routes/0/fallback/connector: must be another connector than the route's own"});
    EXPECT_EQ(problems_of_route(kDirect + R"(,"connector":"mail","fallback":"local_agent")").front(),
              "/routes/0/fallback: must be an object");
}

TEST(RouteTable, checks_the_range_of_every_number) {
    EXPECT_EQ(problems_of_route(kDirect + R"(,"connector":"mail","breaker":{"failures":0,"open_ms":99})"),
              (Lines{"/routes/0/breaker/failures: must be a whole number from 1 to 1000",
                     "/routes/0/breaker/open_ms: must be a whole number from 100 to 600000"}));
    EXPECT_EQ(problems_of_route(kQueued + R"(,"max_crashes":0,"retry":{"attempts":1.5,"first_ms":2000,"cap_ms":1000})"),
              (Lines{"/routes/0/retry/attempts: must be a whole number from 1 to 10000",
                     "/routes/0/retry/cap_ms: must be a whole number from 2000 to 86400000",
                     "/routes/0/max_crashes: must be a whole number from 1 to 100"}));
}

TEST(RouteTable, refuses_rules_that_the_mode_would_never_follow) {
    EXPECT_EQ(problems_of_route(kDirect + R"(,"handler":"shop.get","lane":"bulk","breaker":{})"),
              (Lines{"/routes/0/lane: is for queued routes only", "/routes/0/breaker: is for routes to a connector only"}));
    EXPECT_EQ(problems_of_route(kQueued + R"(,"handler":"shop.get")"), Lines{"/routes/0/handler: is for direct routes only"});
}

TEST(RouteTable, reads_when_and_how_often_a_connector_may_be_called) {
    const auto table = RouteTable::parse(
        R"({"routes":[{)" + kQueued +
            R"(,"window":{"from":"22:30","to":"06:00"},"rate":{"per_second":10},"breaker":{"failures":2}}]})",
        kKnown);
    ASSERT_TRUE(table.ok());
    const auto route = (*table)->queued().front();
    EXPECT_EQ(route.window->from, std::chrono::minutes(22 * 60 + 30));
    EXPECT_EQ(route.window->to, std::chrono::hours(6));
    EXPECT_EQ(*route.rate, (CallRate{10, 10}));
    EXPECT_EQ(*route.breaker, (BreakerSettings{2, milliseconds(10'000)}));
}

TEST(RouteTable, refuses_windows_and_rates_that_make_no_sense) {
    EXPECT_EQ(problems_of_route(kQueued + R"(,"window":{"from":"9:00","to":"24:00","until":1},"rate":{"burst":0})"),
              (Lines{"/routes/0/window/until: is not known here",
                     R"(/routes/0/window/from: must be a time of day from 00:00 to 23:59, like "09:00")",
                     R"(/routes/0/window/to: must be a time of day from 00:00 to 23:59, like "09:00")",
                     "/routes/0/rate/per_second: is required: a whole number from 1 to 10000",
                     "/routes/0/rate/burst: must be a whole number from 1 to 100000"}));
    EXPECT_EQ(
        problems_of_route(kQueued + R"(,"window":{"from":"09:00","to":"09:00"},"rate":10)"),
        (Lines{
            R"(/routes/0/window/to: must be another time than "from"; a route without a window delivers at any time)",
            "/routes/0/rate: must be an object"}));
    EXPECT_EQ(problems_of_route(kQueued + R"(,"window":{"to":9})"),
              (Lines{"/routes/0/window/from: is required", "/routes/0/window/to: must be a non-empty string"}));
    EXPECT_EQ(problems_of_route(kDirect + R"(,"handler":"shop.get","window":{},"rate":{})"),
              (Lines{"/routes/0/window: is for queued routes only", "/routes/0/rate: is for queued routes only"}));
}

TEST(RouteTable, reads_the_fallback_of_a_queued_route) {
    const auto table =
        RouteTable::parse(R"({"routes":[{)" + kQueued + R"(,"fallback":{"connector":"local_agent"}}]})", kKnown);
    ASSERT_TRUE(table.ok());
    EXPECT_EQ((*table)->queued().front().fallback, "local_agent");
    EXPECT_EQ(problems_of_route(kQueued + R"(,"fallback":{"connector":"mail","eager":true})"),
              (Lines{"/routes/0/fallback/eager: is not known here",
                     "/routes/0/fallback/connector: must be another connector than the route's own"}));
    EXPECT_EQ(problems_of_route(kQueued + R"(,"fallback":{"connector":"mial"})"),
              Lines{R"(/routes/0/fallback/connector: there is no connector "mial" (did you mean "mail"?))"});
    EXPECT_EQ(problems_of_route(kQueued + R"(,"fallback":"local_agent")"),
              Lines{"/routes/0/fallback: must be an object"});
}

TEST(RouteTable, wants_all_queued_routes_of_a_connector_to_agree_on_its_rate_breaker_and_budget) {
    const auto route = [](const std::string& id, const std::string& rules) {
        return R"({"id":")" + id + R"(","type":")" + id +
               R"(","from":["/portal"],"mode":"queued","connector":"mail","timeout_ms":1000)" + rules + "}";
    };
    const std::string rate = R"(,"rate":{"per_second":10,"burst":20})";
    EXPECT_EQ(problems_of("{\"routes\":[" + route("a", rate) + "," + route("b", rate) + "]}"), Lines{});
    EXPECT_EQ(
        problems_of("{\"routes\":[" + route("a", rate) + "," + route("b", R"(,"rate":{"per_second":9,"burst":20})") +
                    "," + route("c", R"(,"breaker":{},"retry":{"attempts":2,"budget":{"floor":2}})") + "]}"),
        (Lines{
            R"(/routes/1/rate: must be the same as that of the route "a": it belongs to the connector "mail")",
            R"(/routes/2/rate: must be the same as that of the route "a": it belongs to the connector "mail")",
            R"(/routes/2/breaker: must be the same as that of the route "a": it belongs to the connector "mail")",
            R"(/routes/2/retry/budget: must be the same as that of the route "a": it belongs to the connector "mail")"}));
}

TEST(RouteTable, escapes_member_names_in_pointers) {
    EXPECT_EQ(problems_of_route(kQueued + R"(,"a/b~c":1)"), Lines{"/routes/0/a~1b~0c: is not known here"});
}

TEST(RouteTable, names_wrong_sources_one_by_one) {
    EXPECT_EQ(problems_of_route(R"("id":"a","type":"a","from":["/portal","cli",3],"mode":"queued","connector":"mail","timeout_ms":1000)").size(), 2u);
}

}  // namespace
}  // namespace hub::engine
