#include "connectors/dialogflow/design/agent_designer.hpp"

#include <gtest/gtest.h>

#include "connectors/support/base64.hpp"
#include "tests/support/fake_http_client.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/support/test_rsa_key.hpp"

namespace hub::dialogflow::design {
namespace {

using namespace std::chrono_literals;

constexpr const char* kToken = R"({"access_token":"ya29","expires_in":3599,"token_type":"Bearer"})";
constexpr const char* kRunning = R"({"name":"projects/sample/operations/op-1","done":false})";
constexpr const char* kDone = R"({"name":"projects/sample/operations/op-1","done":true,"response":{}})";

http::ServiceAccount account() {
    return {"sample", "hub@sample.example", "http://oauth.example/token", "key-1",
            http::RsaKey::private_key(test::test_rsa_key().private_pem).value()};
}

class DesigningAgents : public ::testing::Test {
protected:
    DesigningAgents() { client_.will_answer(200, kToken); }
    static DialogflowSettings settings() {
        DialogflowSettings settings;
        settings.base_url = "http://df.example";
        settings.project_id = "sample";
        return settings;
    }
    template <typename Value>
    Result<Value> run(boost::asio::awaitable<Result<Value>> operation) {
        return test::run_awaitable(context_, std::move(operation));
    }
    static Deadline soon(std::chrono::milliseconds in = 5s) { return Deadline::after(system_clock(), in); }

    test::FakeHttpClient client_;
    boost::asio::io_context context_;
    int asked_ = 0;
    AgentDesigner designer_{settings(),
                            account(),
                            client_,
                            system_clock(),
                            [this](const std::string&) { ++asked_; },
                            std::chrono::milliseconds(1)};
};

TEST_F(DesigningAgents, asks_after_an_export_until_it_is_done) {
    client_.will_answer(200, kRunning);
    client_.will_answer(200, kRunning);
    client_.will_answer(503, "");
    client_.will_answer(
        200, R"({"name":"projects/sample/operations/op-1","done":true,"response":{"@type":"x","agentContent":")" +
                 http::base64_encode("the zip") + R"("}})");
    const auto zip = run(designer_.export_agent(soon()));
    ASSERT_TRUE(zip.ok()) << zip.error().detail;
    EXPECT_EQ(*zip, "the zip");
    EXPECT_EQ(asked_, 3) << "asking that fails is asked again";
    EXPECT_EQ(client_.requests[1].target, "http://df.example/v2/projects/sample/agent:export");
    EXPECT_EQ(client_.requests[2].target, "http://df.example/v2/projects/sample/operations/op-1");
    EXPECT_EQ(client_.requests[2].method, "GET");
}

TEST_F(DesigningAgents, imports_by_name_or_as_a_whole) {
    client_.will_answer(200, kDone);
    client_.will_answer(200, kDone);
    EXPECT_TRUE(run(designer_.import_agent("zip", ImportMode::merge, soon())).ok());
    EXPECT_TRUE(run(designer_.import_agent("zip", ImportMode::replace, soon())).ok());
    EXPECT_TRUE(client_.requests[1].target.ends_with("/agent:import"));
    EXPECT_TRUE(client_.requests[2].target.ends_with("/agent:restore"));
    EXPECT_EQ(client_.requests[1].body, R"({"agentContent":"emlw"})");
}

TEST_F(DesigningAgents, says_why_an_operation_failed) {
    client_.will_answer(
        200, R"({"name":"projects/sample/operations/op-1","done":true,"error":{"code":3,"message":"bad intent"}})");
    const auto failed = run(designer_.import_agent("zip", ImportMode::merge, soon()));
    EXPECT_EQ(failed.error().kind, ErrorKind::invalid);
    EXPECT_NE(failed.error().detail.find("bad intent"), std::string::npos);
    client_.will_answer(403, R"({"error":{"code":403,"status":"PERMISSION_DENIED","message":"no"}})");
    EXPECT_EQ(run(designer_.export_agent(soon())).error().kind, ErrorKind::forbidden);
}

TEST_F(DesigningAgents, gives_up_waiting_at_the_deadline_and_names_the_operation) {
    client_.will_answer(200, kRunning);
    client_.repeat_last = true;
    const auto late = run(designer_.export_agent(soon(20ms)));
    EXPECT_EQ(late.error().code, "dialogflow.operation_running");
    EXPECT_NE(late.error().detail.find("operations/op-1"), std::string::npos);
}

TEST_F(DesigningAgents, reads_every_page_of_entity_types) {
    client_.will_answer(
        200,
        R"({"entityTypes":[{"name":"projects/sample/agent/entityTypes/1","displayName":"place","entities":[{"value":"a","synonyms":["a","b"]}]}],"nextPageToken":"n 2"})");
    client_.will_answer(
        200,
        R"({"entityTypes":[{"name":"projects/sample/agent/entityTypes/2","displayName":"shop"},{"name":"../evil"}]})");
    const auto types = run(designer_.entity_types(soon()));
    ASSERT_TRUE(types.ok());
    ASSERT_EQ(types->size(), 2u);
    EXPECT_EQ(types->at(0).entries.at(0), (EntityEntry{"a", {"a", "b"}}));
    EXPECT_EQ(types->at(1).display_name, "shop");
    EXPECT_NE(client_.requests[2].target.find("&pageToken=n%202"), std::string::npos);
    EXPECT_NE(client_.requests[1].target.find("languageCode=ja"), std::string::npos);
}

TEST_F(DesigningAgents, makes_fills_and_empties_entity_types) {
    client_.will_answer(200, R"({"name":"projects/sample/agent/entityTypes/9","displayName":"place"})");
    const auto made = run(designer_.create_entity_type("place", soon()));
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(client_.requests[1].body, R"({"displayName":"place","kind":"KIND_MAP"})");
    client_.will_answer(200, kDone);
    client_.will_answer(200, kDone);
    EXPECT_TRUE(run(designer_.update_entries(made->name, {{"焼津駅", {"焼津駅"}}}, soon())).ok());
    EXPECT_TRUE(run(designer_.delete_entries(made->name, {"旧駅"}, soon())).ok());
    EXPECT_EQ(client_.requests[2].target,
              "http://df.example/v2/projects/sample/agent/entityTypes/9/entities:batchUpdate");
    EXPECT_EQ(client_.requests[2].body,
              R"({"entities":[{"value":"焼津駅","synonyms":["焼津駅"]}],"languageCode":"ja"})");
    EXPECT_EQ(client_.requests[3].body, R"({"entityValues":["旧駅"],"languageCode":"ja"})");
}

TEST(AgentUrl, names_the_region_of_a_regional_agent) {
    DialogflowSettings settings;
    settings.project_id = "p";
    EXPECT_EQ(agent_url(settings, ":export"), "https://dialogflow.googleapis.com/v2/projects/p/agent:export");
    settings.location = "asia-northeast1";
    EXPECT_EQ(
        agent_url(settings, "/entityTypes"),
        "https://asia-northeast1-dialogflow.googleapis.com/v2/projects/p/locations/asia-northeast1/agent/entityTypes");
}

TEST(Operations, are_refused_when_they_are_none) {
    for (const char* body : {"", "[]", "{}", R"({"name":"../x","done":true})", R"({"name":"operations/1"})"})
        EXPECT_EQ(read_operation(body).error().code, "dialogflow.bad_answer") << body;
    EXPECT_FALSE(archive_in(read_operation(kDone).value()).ok());
}

}  // namespace
}  // namespace hub::dialogflow::design
