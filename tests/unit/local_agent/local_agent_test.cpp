#include "connectors/local_agent/local_agent.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"
#include "tests/unit/local_agent/sample_export.hpp"

namespace hub::local_agent {
namespace {

class LocalAgentTest : public ::testing::Test {
protected:
    Result<Receipt> query(std::string data) {
        auto message = make_message(clock, "/handlers/chat", "agent.query", std::move(data));
        const Delivery delivery{Deadline::after(clock, std::chrono::seconds(3))};
        return test::run_awaitable(agent.deliver(std::move(message), delivery));
    }
    json::Document reply(std::string data) {
        const auto receipt = query(std::move(data));
        EXPECT_TRUE(receipt.ok()) << (receipt ? "" : receipt.error().detail);
        return *json::Document::parse(receipt ? *receipt->data : "{}");
    }

    SampleExport sample;
    test::FakeClock clock;
    test::FakeRouter router;
    catalog::SnapshotHolder catalog;
    std::vector<LocalAgent::Job> aside;
    LocalAgent agent{router, catalog,
                     [this](LocalAgent::Job job) {
                         aside.push_back(std::move(job));
                         return true;
                     },
                     clock};
};

TEST_F(LocalAgentTest, answers_static_intents_by_itself) {
    ASSERT_TRUE(agent.reload(sample.path()));
    const auto answer = reply(R"({"session":"s","text":"ほげほげ","language":"ja","contexts":[]})");
    EXPECT_EQ(answer.root().string("agent"), "local_agent");
    EXPECT_EQ(answer.root().string("intent"), "unknown");
    EXPECT_EQ(answer.root().boolean("fallback"), true);
    EXPECT_EQ(answer.root().find("messages")->size(), 3U);
    EXPECT_FALSE(answer.root().find("fulfilment"));
    EXPECT_TRUE(router.asked.empty());
}

TEST_F(LocalAgentTest, asks_the_fulfilment_for_intents_with_a_webhook) {
    ASSERT_TRUE(agent.reload(sample.path()));
    router.will_answer(R"({"messages":[{"type":"text","text":"塗りました"}],"shops":[],
        "contexts":[{"name":"painted","lifespan":4,"parameters":{"done":1}}]})");
    const auto answer = reply(R"({"text":"ドアを青に塗って","language":"ja","position":{"lat":1,"lng":2}})");
    ASSERT_EQ(router.asked.size(), 1U);
    EXPECT_EQ(router.asked[0].type, "agent.fulfilment");
    EXPECT_EQ(router.asked[0].source, "/connectors/local_agent");
    const auto question = *json::Document::parse(router.asked[0].data_text());
    EXPECT_EQ(question.root().string("action"), "do.paint");
    EXPECT_EQ(question.root().at_pointer("/parameters/thing")->as_string(), "ドア");
    EXPECT_EQ(question.root().at_pointer("/position/lat")->as_number(), 1);
    EXPECT_EQ(question.root().at_pointer("/contexts/0/name")->as_string(), "painted");
    EXPECT_EQ(answer.root().at_pointer("/messages/0/text")->as_string(), "塗りました");
    EXPECT_EQ(answer.root().find("contexts")->size(), 1U);
    EXPECT_EQ(answer.root().at_pointer("/contexts/0/parameters/done")->as_integer(), 1);
    EXPECT_TRUE(answer.root().find("fulfilment"));
}

TEST_F(LocalAgentTest, gives_the_built_in_reply_when_the_fulfilment_fails) {
    ASSERT_TRUE(agent.reload(sample.path()));
    for (const auto* broken : {"", "7", "{"}) {
        if (*broken != '\0') router.will_answer(broken);
        const auto answer = reply(R"({"text":"ドアを青に塗って"})");
        EXPECT_EQ(answer.root().string("intent"), "paint");
        EXPECT_FALSE(answer.root().find("fulfilment"));
        EXPECT_EQ(answer.root().find("messages")->size(), 1U);
    }
}

TEST_F(LocalAgentTest, a_bad_reload_changes_nothing_and_says_why) {
    ASSERT_TRUE(agent.reload(sample.path()));
    sample.put("intents/more.json", "{");
    const auto reloaded = agent.reload(sample.path());
    ASSERT_FALSE(reloaded);
    EXPECT_EQ(reloaded.error().fields.front().field, "intents/more.json#");
    EXPECT_EQ(reply(R"({"text":"もっと","contexts":[{"name":"painted","lifespan":1,"parameters":{}}]})").root().string("intent"), "more");
}

TEST_F(LocalAgentTest, knows_the_names_of_a_new_catalog_once_they_are_built_aside) {
    sample.put("entities/place.json", R"({"name":"place","automatedExpansion":true})");
    sample.put("entities/place_entries_ja.json", "[]");
    sample.put("intents/go.json",
               R"({"name":"go","responses":[{"action":"","parameters":[{"name":"place","dataType":"@place",
        "value":"$place"}],"messages":[{"type":"0","speech":["$place ですね","どこですか"]}]}]})");
    sample.put("intents/go_usersays_ja.json", R"([{"data":[{"text":"ここ","meta":"@place","alias":"place"},{"text":"へ出かける"}]}])");
    ASSERT_TRUE(agent.reload(sample.path()));
    const auto said = [this] {
        return std::string(reply(R"({"text":"みらいへ出かける"})").root().at_pointer("/messages/0/text")->as_string().value_or(""));
    };
    EXPECT_EQ(said(), "どこですか") << "hiragana alone is no name";
    catalog::CatalogData data;
    data.version = 7;
    data.places.push_back({1, "みらい", "みらい", "station", "", {34.7, 135.5}, 1});
    catalog.replace(catalog::Snapshot::build(std::move(data)));
    EXPECT_EQ(said(), "どこですか") << "the turn that finds a new catalog does not wait for it";
    said();
    ASSERT_EQ(aside.size(), 1U) << "once for a version";
    aside.front()();
    const auto known = reply(R"({"text":"みらい駅へ出かける"})");
    EXPECT_NE(known.root().to_json().find("みらい駅"), std::string::npos) << known.root().to_json();
    EXPECT_EQ(aside.size(), 1U);
}

TEST_F(LocalAgentTest, names_built_for_another_export_are_dropped) {
    ASSERT_TRUE(agent.reload(sample.path()));
    catalog::CatalogData data;
    data.version = 3;
    catalog.replace(catalog::Snapshot::build(std::move(data)));
    reply(R"({"text":"もっと"})");
    ASSERT_EQ(aside.size(), 1U);
    sample.put("intents/hello.json", R"({"name":"hello","responses":[{"messages":[{"type":"0","speech":["やあ"]}]}]})");
    sample.put("intents/hello_usersays_ja.json", R"([{"data":[{"text":"こんにちは"}]}])");
    ASSERT_TRUE(agent.reload(sample.path()));
    aside.front()();
    EXPECT_EQ(reply(R"({"text":"こんにちは"})").root().string("intent"), "hello");
}

TEST_F(LocalAgentTest, is_of_no_use_before_it_is_loaded) {
    const auto deadline = Deadline::after(clock, std::chrono::seconds(1));
    EXPECT_EQ(query(R"({"text":"x"})").error().code, "local_agent.not_loaded");
    EXPECT_FALSE(test::run_awaitable(agent.check(deadline)));
    ASSERT_TRUE(agent.reload(sample.path()));
    EXPECT_TRUE(test::run_awaitable(agent.check(deadline)));
    EXPECT_EQ(query("{}").error().kind, ErrorKind::invalid);
    EXPECT_EQ(query("{\"text\":\"" + std::string(257, 'x') + "\"}").error().kind, ErrorKind::invalid);
    EXPECT_EQ(query("nonsense").error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace hub::local_agent
