// What the operations pages make of the router's replies; how they look is for tests/browser.
#include "portal/operations/operations_pages.hpp"

#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

constexpr char kState[] =
    R"({"at":"2026-11-20T10:00:00.000Z","alarms":{"open":[{"id":7,"kind":"parked","name":"parked messages",
    "subject":"<mail>","began_at":"2026-11-20T10:28:00.000Z","detail":"3 wait","advice":"Look.","mailed_to":["op@example.jp"]}],
    "recent":[]},"workers":[
    {"worker":"worker-1-a","host":"m","pid":1,"started_at":"2026-11-20T10:00:00.000Z","reported_at":"2026-11-20T10:00:00.000Z",
     "silent":false,"report":{"checks":[{"name":"mail","ok":false}],"rates":{"approval":{"taken":5,"failed":0}},"sending":2}},
    {"worker":"worker-2-b","host":"m","pid":2,"silent":false,"report":{"checks":[],"rates":{"approval":{"taken":6,"failed":1}}}},
    {"worker":"worker-3-c","host":"m","pid":3,"silent":true,"report":{"rates":{"approval":{"taken":900,"failed":0}}}}],
    "lanes":[{"lane":"bulk","waiting":100000,"in_stream":2,"leased":0,"sending":0,"unknown":0,"parked":0,"failed":0}],
    "counted_to":100000,"schedules":[{"name":"weekly","cron":"0 9 * * MON","days":"every","type":"shop.approved","paused":true}]})";

class OperationsPagesTest : public PageTest {
protected:
    void SetUp() override {
        write_file(directory_ / "assets/operations.css", "bytes");
        write_file(directory_ / "assets/manifest.json",
                   R"({"operations.css":"operations.css","icon.svg":"icon.svg","icons.svg":"icons.svg"})");
        settings_.template_directory = product_file("portal/operations/templates");
        settings_.text_file = product_file("portal/operations/texts/en.json");
        auto site = Site::load(settings_);
        ASSERT_TRUE(site) << site.error().detail;
        OperationsFacts facts;
        facts.checks = {{"database", [] { return CheckOutcome{false, "no <answer>"}; }, false}};
        facts.names = {"ops.example.jp"};
        facts.routes = {{"approval", "/cli", "shop.approved", true, "connector mail", "interactive"}};
        endpoints_ = operations_page_endpoints(*site, router_, clock_, std::move(facts));
        replies_["operations.state"] = kState;
    }

    HttpResponse get_message(const std::string& id) {
        HttpRequest request;
        request.target = "/messages/" + id;
        request.path_parameters = {{"id", id}};
        return send("GET", "/messages/{id}", std::move(request));
    }
};

TEST_F(OperationsPagesTest, show_alarms_workers_lanes_and_schedules_as_text) {
    const auto page = get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(find_header(page.headers, "Cache-Control"), "no-store");
    for (const char* text : {"parked messages: &lt;mail&gt;", "2026-11-20 19:28:00", "mailed to op@example.jp",
                             "no &lt;answer&gt;", "100000 or more", "paused", "silent", "Nobody is mailed"})
        EXPECT_TRUE(contains(page, text)) << text;
    EXPECT_FALSE(contains(page, "No alarm is open"));
}

TEST_F(OperationsPagesTest, are_shown_under_no_name_but_the_listeners_own) {
    const auto asked_for = [this](const std::string& host, const std::string& accept) {
        HttpRequest request;
        request.headers = {{"Host", host}, {"Accept", accept}};
        return send("GET", "/", std::move(request));
    };
    for (const char* host : {"127.0.0.1:8081", "[::1]:8081", "localhost:8081", "ops.example.jp"})
        EXPECT_EQ(asked_for(host, "text/html").status, 200) << host;
    for (const char* host : {"rebound.example:8081", "ops.example.jp.evil.example"}) {
        const auto page = asked_for(host, "text/html");
        EXPECT_EQ(page.status, 403) << host;
        EXPECT_TRUE(contains(page, "operations.names"));
        EXPECT_FALSE(contains(page, "parked messages"));
        EXPECT_EQ(asked_for(host, "application/json").status, 403) << host;
    }
}

TEST_F(OperationsPagesTest, add_up_the_rates_of_workers_that_speak) {
    const auto page = get("/");
    EXPECT_TRUE(contains(page, ">11 a minute"));
    EXPECT_TRUE(contains(page, "1 failed"));
}

TEST_F(OperationsPagesTest, still_show_checks_and_routes_when_the_state_cannot_be_read) {
    failures_["operations.state"] = {ErrorKind::transient, "database.away", "the database could not be reached"};
    const auto page = get("/");
    EXPECT_EQ(page.status, 200);
    for (const char* text :
         {"PostgreSQL does not answer", "the database could not be reached", "shop.approved", "no &lt;answer&gt;"})
        EXPECT_TRUE(contains(page, text)) << text;
    const auto json = get("/state.json");
    EXPECT_EQ(json.status, 200);
    EXPECT_TRUE(contains(json, R"("error":{"kind":"transient","code":"database.away")"));
    EXPECT_TRUE(contains(json, R"("ready":true)")) << "the failing check is not needed to serve";
}

TEST_F(OperationsPagesTest, answer_json_to_those_who_ask_for_it) {
    replies_["message.list"] = R"({"messages":[],"matched":0})";
    HttpRequest request;
    request.target = "/messages?state=parked&limit=5";
    request.headers = {{"Accept", "application/json"}};
    const auto json = send("GET", "/messages", request);
    ASSERT_TRUE(json.shared_body);
    EXPECT_EQ(*json.shared_body, replies_["message.list"]);
    EXPECT_EQ(asked("message.list"), R"({"state":"parked","limit":"5"})");
    request.headers = {{"Accept", "text/html, application/json"}};
    EXPECT_TRUE(contains(send("GET", "/messages", request), "<h1>Messages</h1>"));
}

TEST_F(OperationsPagesTest, tell_an_empty_list_from_a_search_without_result) {
    replies_["message.list"] = R"({"messages":[],"matched":0})";
    EXPECT_TRUE(contains(get("/messages"), "No message has been queued"));
    EXPECT_TRUE(contains(get("/messages?type=a.b"), "No message matches"));
}

TEST_F(OperationsPagesTest, name_every_wrong_condition_and_keep_what_was_typed) {
    failures_["message.list"] = {
        ErrorKind::invalid, "x", "y", {}, {{"state", "there is no state \"parkd\""}, {"since", "must be"}}};
    const auto page = get("/messages?since=%22%3Eyesterday");
    EXPECT_EQ(page.status, 400);
    EXPECT_TRUE(contains(page, "there is no state &quot;parkd&quot;"));
    EXPECT_TRUE(contains(page, "since must be"));
    EXPECT_TRUE(contains(page, "value=\"&quot;&gt;yesterday\""));
    EXPECT_EQ(get("/messages?a=%ff").status, 400);
}

TEST_F(OperationsPagesTest, show_the_life_of_a_message_with_indented_data) {
    replies_["message.show"] =
        R"({"messages":[{"id":"i","type":"a.b","subject":"s","source":"/cli","extensions":{"traceparent":"t"},
        "time":"2026-11-20T10:00:00Z","accepted_at":"2026-11-20T10:00:00Z","data":{"a":[1,{}],"b":"</pre>"},"deliveries":[]}]})";
    const auto page = get_message("i");
    EXPECT_TRUE(
        contains(page, "{\n  &quot;a&quot;: [\n    1,\n    {}\n  ],\n  &quot;b&quot;: &quot;&lt;/pre&gt;&quot;\n}"))
        << page.body;
    EXPECT_TRUE(contains(page, "No route takes messages of this type"));
    EXPECT_EQ(asked("message.show"), R"({"id":"i"})");
    get_message("7.json");
    EXPECT_EQ(asked("message.show"), R"({"id":"7"})");
    failures_["message.show"] = {ErrorKind::not_found, "message.not_found", "no message"};
    EXPECT_EQ(get_message("x").status, 404);
}

}  // namespace
}  // namespace hub::portal
