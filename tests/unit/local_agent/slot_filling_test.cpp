// Asking for what is missing, over several turns.
#include <gtest/gtest.h>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "tests/unit/local_agent/sample_export.hpp"

namespace hub::local_agent {
namespace {

class SlotFilling : public ::testing::Test {
protected:
    SlotFilling() {
        sample.put("intents/paint.json",
                   R"({"name":"paint","webhookUsed":true,"responses":[{"action":"do.paint","parameters":[
            {"name":"thing","dataType":"@sys.any","value":"$thing","required":true,"prompts":[{"lang":"ja","value":"何を塗りますか"}]},
            {"name":"color","dataType":"@color","value":"$color","required":true,"prompts":[{"lang":"ja","value":"何色ですか"},
             {"lang":"ja","value":"赤か青でお願いします"}]}],"messages":[{"type":0,"speech":["塗れません"]}]}]})");
        sample.put("intents/paint_usersays_ja.json",
                   R"([{"data":[{"text":"壁","meta":"@sys.any","alias":"thing"},{"text":"を"},
            {"text":"赤","meta":"@color","alias":"color"},{"text":"に塗って"}]},{"data":[{"text":"塗ってほしい"}]},
            {"data":[{"text":"扉","meta":"@sys.any","alias":"thing"},{"text":"を塗ってほしい"}]}])");
        sample.put(
            "intents/stop.json",
            R"({"name":"stop","responses":[{"resetContexts":true,"messages":[{"type":0,"speech":["やめました"]}]}]})");
        sample.put("intents/stop_usersays_ja.json", R"([{"data":[{"text":"やめる"}]},{"data":[{"text":"もういい"}]}])");
        agent = std::make_unique<Agent>(*read_export(sample.path()));
    }
    // One more turn of the same dialogue.
    Turn say(const std::string& text) {
        auto turn = agent->answer(text, contexts, std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
        contexts = turn.contexts;
        return turn;
    }
    static std::vector<std::string> text(const std::string& said) {
        return {R"({"type":"text","text":")" + said + R"("})"};
    }

    SampleExport sample;
    std::unique_ptr<Agent> agent;
    std::vector<chat::AgentContext> contexts;
};

TEST_F(SlotFilling, asks_one_parameter_after_the_other_and_then_acts) {
    EXPECT_EQ(say("塗ってほしい").messages, text("何を塗りますか"));
    EXPECT_EQ(say("古い門").messages, text("何色ですか"));
    const auto turn = say("レッドで");
    EXPECT_TRUE(turn.webhook_used);
    EXPECT_EQ(turn.parameters, R"({"thing":"古い門","color":"赤色"})");
    EXPECT_TRUE(turn.contexts.empty()) << "nothing stays open";
}

TEST_F(SlotFilling, keeps_what_was_said_before) {
    EXPECT_EQ(say("門を塗ってほしい").messages, text("何色ですか"));
    EXPECT_EQ(say("青").parameters, R"({"thing":"門","color":"青色"})");
}

TEST_F(SlotFilling, asks_again_in_other_words) {
    say("門を塗ってほしい");
    EXPECT_EQ(say("えーと").messages, text("赤か青でお願いします"));
    EXPECT_EQ(say("ええと").messages, text("何色ですか"));
    EXPECT_TRUE(say("青").webhook_used);
}

TEST_F(SlotFilling, can_be_cancelled) {
    say("門を塗ってほしい");
    EXPECT_EQ(say("もういい").messages, text("やめました"));
    EXPECT_TRUE(contexts.empty());
    EXPECT_EQ(say("ふむ").intent, "unknown");
}

TEST_F(SlotFilling, another_intent_leaves_it) {
    say("門を塗ってほしい");
    sample.put("intents/hello.json", R"({"name":"hello","responses":[{"messages":[{"type":0,"speech":["やあ"]}]}]})");
    sample.put("intents/hello_usersays_ja.json", R"([{"data":[{"text":"こんにちは"}]}])");
    agent = std::make_unique<Agent>(*read_export(sample.path()));
    EXPECT_EQ(say("こんにちは").intent, "hello");
    EXPECT_TRUE(contexts.empty()) << "the question is not open any more";
}

TEST_F(SlotFilling, a_context_somebody_tampered_with_is_no_question_answered) {
    for (const auto* parameters :
         {"{}", "[]", "nonsense", R"({"values":7,"times":"x"})", R"({"values":[{"parameter":1},3]})"}) {
        contexts = {{"paint_dialog_params_color", 2, parameters}};
        EXPECT_EQ(say("青").intent, "paint") << parameters;
    }
}

}  // namespace
}  // namespace hub::local_agent
