// What holds for any sentence at all.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "handlers/catalog/folding.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

constexpr std::chrono::sys_days kSomeDay{std::chrono::year(2026) / 11 / 22};
const std::string kExport = std::string(HUB_SOURCE_DIRECTORY) + "/config/dialogflow_agent";

const Agent& product_agent() {
    static const Agent* const agent = new Agent(*read_export(kExport));
    return *agent;
}

std::string random_text(std::mt19937& random) {
    static constexpr char32_t kRanges[][2] = {{0x20, 0x7E},       {0x3041, 0x3096}, {0x30A1, 0x30FE},
                                              {0x4E00, 0x9FFF},   {0xFF01, 0xFF9F}, {0x3001, 0x3020},
                                              {0x1F300, 0x1F6FF}, {0x300, 0x36F},   {0x1, 0x1F},
                                              {0x200B, 0x200F},   {0xE000, 0xF8FF}, {0x10000, 0x10FFFF}};
    std::u32string text;
    for (auto length = random() % 257; length > 0; --length) {
        const auto& range = kRanges[random() % std::size(kRanges)];
        text += static_cast<char32_t>(range[0] + random() % (range[1] - range[0] + 1));
    }
    return catalog::to_utf8(text);
}

// Pieces of real phrases in any order.
std::string shuffled_phrases(std::mt19937& random) {
    const auto& intents = product_agent().trained()->definition().intents;
    std::string text;
    while (catalog::count_code_points(text) < 100 && random() % 6 != 0) {
        const auto& phrases = intents[random() % intents.size()].phrases;
        if (phrases.empty()) continue;
        const auto& phrase = phrases[random() % phrases.size()];
        text += phrase[random() % phrase.size()].text + (random() % 3 == 0 ? "。" : "");
    }
    return text;
}

std::string told(const Turn& turn) {
    std::string all = turn.intent + turn.action + turn.parameters + std::to_string(turn.score);
    for (const auto& message : turn.messages) all += message;
    for (const auto& context : turn.contexts) all += context.name + context.parameters;
    for (const auto& word : turn.words) all += word.entity + word.value + word.written;
    return all;
}

void expect_sound(const std::string& text, const std::vector<chat::AgentContext>& contexts) {
    const auto turn = product_agent().answer(text, contexts, kSomeDay);
    EXPECT_EQ(told(turn), told(product_agent().answer(text, contexts, kSomeDay))) << "the same again: " << text;
    EXPECT_FALSE(turn.intent.empty()) << text;
    EXPECT_TRUE(turn.score >= 0 && turn.score <= 1) << text;
    EXPECT_FALSE(turn.messages.empty()) << text;
    EXPECT_TRUE(json::Document::parse(turn.parameters).ok()) << turn.parameters;
    for (const auto& context : turn.contexts) EXPECT_TRUE(json::Document::parse(context.parameters).ok());
    const auto characters = catalog::count_code_points(text);
    for (const auto& word : turn.words) {
        EXPECT_LT(word.begin, word.end) << text;
        EXPECT_LE(word.end, characters) << text;
        EXPECT_NE(text.find(word.written), std::string::npos) << text;
        EXPECT_TRUE(json::Document::parse(word.value).ok()) << word.value;
    }
}

TEST(AgentProperties, any_text_is_answered_always_alike) {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round)
        expect_sound(random_text(random), round % 2 == 0 ? std::vector<chat::AgentContext>{}
                                                         : std::vector<chat::AgentContext>{{"nearby", 3, "{}"}});
}

TEST(AgentProperties, any_mixture_of_real_phrases_is_answered_always_alike) {
    std::mt19937 random(4);
    for (int round = 0; round < 300; ++round) expect_sound(shuffled_phrases(random), {{"nearby", 2, "{}"}});
}

TEST(AgentProperties, the_same_export_is_learnt_alike) {
    const Agent again(*read_export(kExport));
    for (const auto* text : {"三国ヶ丘で夕飯", "子どもの服", "カードどこいったかな", "なんでもええわ"})
        EXPECT_EQ(told(again.answer(text, {}, kSomeDay)), told(product_agent().answer(text, {}, kSomeDay)));
}

TEST(AgentProperties, every_decision_is_explained) {
    const auto turn = product_agent().answer("うめだ駅のちかくでランチ", {}, kSomeDay);
    EXPECT_EQ(turn.explanation.normalised, "うめだ駅の近くでらんち");
    ASSERT_FALSE(turn.explanation.considered.empty());
    EXPECT_LE(turn.explanation.considered.size(), 5U);
    EXPECT_EQ(turn.explanation.considered.front().intent, turn.intent);
    EXPECT_FALSE(turn.explanation.considered.front().phrases.empty());
    EXPECT_FALSE(turn.explanation.reason.empty());
    EXPECT_FALSE(product_agent().answer("！？", {}, kSomeDay).explanation.reason.empty());
}

TEST(AgentProperties, a_second_language_beside_the_first_changes_nothing) {
    const auto copy = std::filesystem::temp_directory_path() / ("agent_two_languages_" + std::to_string(::getpid()));
    std::filesystem::remove_all(copy);
    std::filesystem::copy(kExport, copy, std::filesystem::copy_options::recursive);
    std::filesystem::copy_file(copy / "intents/passport.join_usersays_ja.json",
                               copy / "intents/passport.join_usersays_en.json");
    std::filesystem::copy_file(copy / "entities/genre_entries_ja.json", copy / "entities/genre_entries_en.json");
    auto definition = read_export(copy.string());
    std::filesystem::remove_all(copy);
    ASSERT_TRUE(definition.ok()) << definition.error().fields.front().field;
    const Agent agent(std::move(*definition));
    EXPECT_EQ(told(agent.answer("カードの作り方", {}, kSomeDay)),
              told(product_agent().answer("カードの作り方", {}, kSomeDay)));
}

}  // namespace
}  // namespace hub::local_agent
