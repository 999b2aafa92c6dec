// The agent the product ships, as people speak to it.
#include <gtest/gtest.h>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

const Agent& product_agent() {
    static const auto agent = [] {
        auto definition = read_export(std::string(HUB_SOURCE_DIRECTORY) + "/config/dialogflow_agent");
        if (!definition)
            for (const auto& field : definition.error().fields) ADD_FAILURE() << field.field << " " << field.problem;
        return std::make_unique<Agent>(std::move(*definition));
    }();
    return *agent;
}

Turn answer(const std::string& text, const std::vector<chat::AgentContext>& contexts) {
    return product_agent().answer(text, contexts, std::chrono::sys_days(std::chrono::year(2026) / 11 / 22));
}

struct Said {
    const char* text;
    const char* intent;
    const char* place = "";
    const char* genre = "";
    std::vector<std::string> tokuten{};
    bool here = false;
};

void PrintTo(const Said& said, std::ostream* out) { *out << said.text; }

class ProductAgent : public ::testing::TestWithParam<Said> {};

TEST_P(ProductAgent, understands) {
    const auto& said = GetParam();
    const bool refines = std::string(said.intent) == "benefit.nearby.refine";
    std::vector<chat::AgentContext> contexts;
    if (refines) contexts.push_back({"nearby", 5, R"({"place_name":"焼津駅"})"});
    const auto turn = answer(said.text, contexts);
    EXPECT_EQ(turn.intent, said.intent);
    const auto parameters = *json::Document::parse(turn.parameters);
    EXPECT_EQ(parameters.root().string("place").value_or(""), said.place);
    EXPECT_EQ(parameters.root().string("genre").value_or(""), said.genre);
    EXPECT_EQ(!parameters.root().string("here").value_or("").empty(), said.here);
    std::vector<std::string> tokuten;
    if (const auto list = parameters.root().find("tokuten"))
        for (const auto& element : list->elements()) tokuten.emplace_back(*element.as_string());
    EXPECT_EQ(tokuten, said.tokuten);
}

INSTANTIATE_TEST_SUITE_P(
    Phrases, ProductAgent,
    ::testing::Values(
        Said{"焼津駅の近くで使えるお店は？", "benefit.nearby", "焼津駅"},
        Said{"ヤイヅ駅の近くで使えるお店は?", "benefit.nearby", "ヤイヅ駅"},
        Said{"梅田駅の近くでおむつ替えできて割引のある店は？", "benefit.nearby", "梅田駅", "", {"おむつ替え", "割引"}},
        Said{"西焼津駅の近くでランチできるところは？", "benefit.nearby", "西焼津駅", "飲食業"},
        Said{"えっと、藤枝駅の近くで子どもと行けるお店を教えてください", "benefit.nearby", "藤枝駅"},
        Said{"京都に行くんですけど、嵯峨嵐山駅の近くで使えるお店はありませんか？", "benefit.nearby", "嵯峨嵐山駅"},
        Said{"ほげほげランドの近くで使えるお店は？", "benefit.nearby", "ほげほげランド"},
        Said{"ホテル日航の近くで使えるお店は？", "benefit.nearby", "ホテル日航"},
        Said{"この近くで使えるお店は？", "benefit.nearby", "", "", {}, true},
        Said{"この近く", "benefit.nearby", "", "", {}, true},
        Said{"このへんで授乳室があるカフェある？", "benefit.nearby", "", "飲食業", {"授乳室"}, true},
        Said{"焼津市で割引のあるお店", "benefit.nearby", "焼津市", "", {"割引"}},
        Said{"じゃあ飲食店は？", "benefit.nearby.refine", "", "飲食業"},
        Said{"じゃあ授乳室のある店は？", "benefit.nearby.refine", "", "", {"授乳室"}},
        Said{"レストランだけがいいな", "benefit.nearby.refine", "", "飲食業"},
        Said{"カードの作り方を教えて", "passport.join"}, Said{"パスポートってどうやって作るの？", "passport.join"},
        Said{"こんにちは！", "smalltalk.greeting"}, Said{"今日の天気は？", "Default Fallback Intent"},
        Said{"あｓｄｆｇｈ", "Default Fallback Intent"}));

TEST(ProductAgentDialogue, a_refinement_without_a_search_before_is_a_search) {
    EXPECT_NE(answer("じゃあ飲食店は？", {}).intent, "benefit.nearby.refine");
}

TEST(ProductAgentDialogue, another_station_in_the_middle_is_searched_with_the_wishes_so_far) {
    const auto turn = answer("じゃあ梅田駅の近くは？", {{"nearby", 4, "{}"}});
    EXPECT_EQ(turn.intent, "benefit.nearby.refine");
    EXPECT_NE(turn.parameters.find("\"place\":\"梅田駅\""), std::string::npos) << turn.parameters;
}

TEST(ProductAgentDialogue, the_kind_of_shop_that_is_said_last_is_the_one_that_is_asked_for) {
    const auto parameters = answer("梅田で本屋に寄ってから子どもと行けるカフェ", {}).parameters;
    EXPECT_NE(parameters.find("飲食業"), std::string::npos) << parameters;
}

TEST(ProductAgentDialogue, asks_for_a_shop_by_name) {
    const auto turn = answer("見本食堂の営業時間は？", {});
    EXPECT_EQ(turn.intent, "shop.detail");
    EXPECT_EQ(turn.parameters, R"({"shop":"見本食堂","ordinal":"","there":"","aspect":["営業時間"]})");
}

}  // namespace
}  // namespace hub::local_agent
