#include "connectors/local_agent/agent.hpp"

#include <gtest/gtest.h>

#include "connectors/local_agent/export_reader.hpp"
#include "tests/unit/local_agent/sample_export.hpp"

namespace hub::local_agent {
namespace {

class AgentTest : public ::testing::Test {
protected:
    Turn say(const std::string& text, const std::vector<chat::AgentContext>& contexts = {}) const {
        auto definition = read_export(sample.path());
        EXPECT_TRUE(definition) << definition.error().fields.front().field;
        return Agent(std::move(*definition)).answer(text, contexts, std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
    }
    SampleExport sample;
};

TEST_F(AgentTest, fills_slots_in_the_frame_of_a_phrase) {
    const auto turn = say("ドアを青に塗って！");
    EXPECT_EQ(turn.intent, "paint");
    EXPECT_EQ(turn.action, "do.paint");
    EXPECT_TRUE(turn.webhook_used);
    EXPECT_EQ(turn.parameters, R"({"thing":"ドア","color":["青色"]})");
}

TEST_F(AgentTest, finds_names_in_frames_it_has_not_seen) {
    const auto turn = say("ねえ、古い屋根をﾚｯﾄﾞに塗ってくれますか");
    EXPECT_EQ(turn.intent, "paint");
    EXPECT_EQ(turn.parameters, R"({"thing":"古い屋根","color":["赤色"]})");
}

TEST_F(AgentTest, collects_every_value_of_a_list) {
    EXPECT_EQ(say("壁を赤と青に塗って").parameters, R"({"thing":"壁","color":["赤色","青色"]})");
}

TEST_F(AgentTest, writes_empty_values_for_what_was_not_said) {
    sample.put("intents/paint_usersays_ja.json", R"([{"data":[{"text":"何か塗って"}]}])");
    EXPECT_EQ(say("何か塗って").parameters, R"({"thing":"","color":[]})");
}

TEST_F(AgentTest, falls_back_when_nothing_is_like_it_or_a_negative_example_is) {
    for (const auto* text : {"おなかがすいた", "壁を壊して", "", "！？", "😀"}) {
        const auto turn = say(text);
        EXPECT_EQ(turn.intent, "unknown") << text;
        EXPECT_TRUE(turn.is_fallback);
        EXPECT_FALSE(turn.webhook_used);
        ASSERT_EQ(turn.messages.size(), 3U);
        EXPECT_EQ(turn.messages[0], R"({"type":"text","text":"分かりません"})");
    }
}

TEST_F(AgentTest, sets_output_contexts_with_the_parameters) {
    const auto turn = say("ドアを青に塗って", {{"painted", 1, R"({"kept":true,"thing":"壁"})"}, {"other", 2, "{}"}, {"gone", 1, "{}"}});
    ASSERT_EQ(turn.contexts.size(), 2U);
    EXPECT_EQ(turn.contexts[0].name, "other");
    EXPECT_EQ(turn.contexts[0].lifespan, 1);
    EXPECT_EQ(turn.contexts[1].name, "painted");
    EXPECT_EQ(turn.contexts[1].lifespan, 2);
    EXPECT_EQ(turn.contexts[1].parameters,
              R"({"thing":"ドア","thing.original":"ドア","color":["青色"],"color.original":["青"]})");
}

TEST_F(AgentTest, merges_into_a_context_that_lives_on) {
    const auto turn = say("ドアを青に塗って", {{"painted", 3, R"({"kept":true,"thing":"壁"})"}});
    ASSERT_EQ(turn.contexts.size(), 1U);
    EXPECT_TRUE(turn.contexts[0].parameters.starts_with(R"({"kept":true,"thing":"ドア")"));
}

TEST_F(AgentTest, offers_an_intent_only_while_its_contexts_are_active) {
    EXPECT_EQ(say("もっと").intent, "unknown");
    EXPECT_EQ(say("もっと", {{"painted", 0, "{}"}}).intent, "unknown");
    const auto turn = say("もっと", {{"painted", 2, "{}"}});
    EXPECT_EQ(turn.intent, "more");
    EXPECT_TRUE(turn.contexts.empty()) << "lifespan 0 removes it";
}

TEST_F(AgentTest, fills_values_into_texts_and_drops_variants_without) {
    const auto turn = say("ドアを青に塗って");
    ASSERT_EQ(turn.messages.size(), 1U);
    EXPECT_TRUE(turn.messages[0] == R"({"type":"text","text":"ドア を 青色 に塗れませんでした"})" ||
                turn.messages[0] == R"({"type":"text","text":"塗れませんでした"})")
        << turn.messages[0];
    sample.put("intents/paint_usersays_ja.json", R"([{"data":[{"text":"何か塗って"}]}])");
    EXPECT_EQ(say("何か塗って").messages[0], R"({"type":"text","text":"塗れませんでした"})");
}

TEST_F(AgentTest, asks_for_a_required_parameter_before_anything_is_done) {
    sample.put("intents/more.json", R"({"name":"more","webhookUsed":true,"responses":[{"action":"a","parameters":[{"name":"color",
        "dataType":"@color","value":"$color","required":true,"prompts":[{"lang":"ja","value":"何色ですか"}]}],"messages":[]}]})");
    const auto turn = say("もっと");
    EXPECT_EQ(turn.messages, std::vector<std::string>{R"({"type":"text","text":"何色ですか"})"});
    EXPECT_FALSE(turn.webhook_used);
}

TEST_F(AgentTest, takes_values_from_contexts_constants_and_defaults) {
    sample.put("intents/more.json", R"({"name":"more","responses":[{"action":"a","parameters":[{"name":"from","value":"#painted.thing"},
        {"name":"fixed","value":"いつも"},{"name":"given","value":"$given","defaultValue":"なし"}],"messages":[]}]})");
    EXPECT_EQ(say("もっと", {{"painted", 2, R"({"thing":"壁"})"}}).parameters, R"({"from":"壁","fixed":"いつも","given":"なし"})");
}

TEST_F(AgentTest, a_new_synonym_or_intent_is_only_a_file) {
    sample.put("entities/color_entries_ja.json", R"([{"value":"赤色","synonyms":["朱"]}])");
    EXPECT_EQ(say("壁を朱に塗って").parameters, R"({"thing":"壁","color":["赤色"]})");
    sample.put("intents/hello.json", R"({"name":"hello","responses":[{"messages":[{"type":"0","speech":["やあ"]}]}]})");
    sample.put("intents/hello_usersays_ja.json", R"([{"data":[{"text":"こんにちは"}]}])");
    EXPECT_EQ(say("こんにちは！").intent, "hello");
}

}  // namespace
}  // namespace hub::local_agent
