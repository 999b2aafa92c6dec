#include "connectors/local_agent/drafted_intent.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "connectors/local_agent/export_reader.hpp"
#include "connectors/local_agent/replay.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

const questions::AnswerDraft kParking{1,
                                      "passport.parking",
                                      "駐車場はお店ごとに違います。お店のページをご覧ください。",
                                      {"駐車場はありますか", "車で行ける？", "駐車場ある店"},
                                      "operator",
                                      ""};

constexpr std::chrono::sys_days kToday(std::chrono::days(20000));

AgentDefinition small_agent() {
    AgentDefinition agent;
    agent.language = "ja";
    Intent greeting;
    greeting.name = "smalltalk.greeting";
    greeting.priority = 500'000;
    greeting.phrases = {{{"こんにちは"}}, {{"はじめまして"}}};
    Intent fallback;
    fallback.name = "Default Fallback Intent";
    fallback.priority = 500'000;
    fallback.is_fallback = true;
    agent.intents = {greeting, fallback};
    return agent;
}

AgentDefinition with(AgentDefinition agent, const questions::AnswerDraft& draft) {
    agent.intents.push_back(to_intent(draft));
    return agent;
}

TEST(DraftedIntent, is_answered_by_the_agent_that_has_it) {
    const Agent agent(with(small_agent(), kParking));
    const auto turn = agent.answer("駐車場はありますか？", {}, kToday);
    EXPECT_EQ(turn.intent, "passport.parking");
    ASSERT_EQ(turn.messages.size(), 1U);
    EXPECT_NE(turn.messages[0].find("駐車場はお店ごとに違います"), std::string::npos);
}

TEST(DraftedIntent, may_name_short_telephone_numbers_and_prices) {
    auto draft = kParking;
    draft.answer = "夜間の急病は #8000 へ。駐車場は$5までです #";
    const auto turn = Agent(with(small_agent(), draft)).answer("駐車場はありますか？", {}, kToday);
    ASSERT_EQ(turn.messages.size(), 1U);
    EXPECT_NE(turn.messages[0].find(draft.answer), std::string::npos) << turn.messages[0];
}

TEST(DraftedIntent, takes_no_name_that_another_intent_or_its_files_have) {
    auto draft = kParking;
    draft.intent = "passport.use_usersays_ja";
    EXPECT_EQ(check_draft(draft).error().fields.at(0).field, "/intent");
    EXPECT_TRUE(check_name(kParking, small_agent()).ok());
    EXPECT_TRUE(check_name(kParking, with(small_agent(), kParking)).ok()) << "its own, from an earlier export";
    draft.intent = "smalltalk.greeting";
    EXPECT_EQ(check_name(draft, small_agent()).error().code, "answer_draft.name_taken");
}

TEST(DraftedIntent, is_the_same_after_being_written_as_files_and_read) {
    const auto directory = std::filesystem::temp_directory_path() / ("drafted-intent-" + new_uuid_v4());
    std::filesystem::copy(HUB_SOURCE_DIRECTORY "/config/dialogflow_agent", directory,
                          std::filesystem::copy_options::recursive);
    const auto files = to_files(kParking, "ja");
    std::ofstream(directory / "intents" / "passport.parking.json") << files.intent;
    std::ofstream(directory / "intents" / "passport.parking_usersays_ja.json") << files.phrases;
    const auto agent = read_export(directory.string());
    std::filesystem::remove_all(directory);
    ASSERT_TRUE(agent.ok()) << agent.error().detail;
    const auto found = std::find_if(agent->intents.begin(), agent->intents.end(),
                                    [](const Intent& intent) { return intent.name == "passport.parking"; });
    ASSERT_NE(found, agent->intents.end());
    const auto expected = to_intent(kParking);
    EXPECT_EQ(found->priority, expected.priority);
    ASSERT_EQ(found->phrases.size(), 3U);
    EXPECT_EQ(found->phrases[1].at(0).text, "車で行ける？");
    ASSERT_EQ(found->replies.size(), 1U);
    EXPECT_EQ(found->replies[0].variants, expected.replies[0].variants);
}

TEST(DraftedIntent, has_ids_that_follow_from_what_it_says) {
    const auto files = to_files(kParking, "ja");
    EXPECT_EQ(files.intent, to_files(kParking, "ja").intent);
    const auto document = json::Document::parse(files.phrases);
    const auto phrases = document->root().elements();
    ASSERT_EQ(phrases.size(), 3U);
    EXPECT_TRUE(is_uuid(*phrases[0].string("id")));
    EXPECT_NE(*phrases[0].string("id"), *phrases[1].string("id"));
}

TEST(DraftedIntent, names_everything_that_is_wrong_with_a_draft) {
    EXPECT_TRUE(check_draft(kParking).ok());
    const auto wrong = check_draft({0, "Parking lot", "", {"　", std::string(257, 'x')}, "", ""});
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().fields.size(), 4U);
    for (const char* name : {"", ".a", "a.", "a..b", "駐車場", "a/b"}) {
        auto draft = kParking;
        draft.intent = name;
        EXPECT_FALSE(check_draft(draft).ok()) << name;
    }
    auto many = kParking;
    many.phrases.assign(201, "駐車場");
    EXPECT_FALSE(check_draft(many).ok());
}

TEST(Replay, tells_what_a_draft_mends_and_what_it_breaks) {
    auto greedy = kParking;
    greedy.phrases.push_back("こんにちは、お店の人");
    greedy.phrases.push_back("こんばんは");
    const std::vector<TestQuestion> questions{{"駐車場ある？", {"passport.parking"}},
                                              {"こんにちは", {"smalltalk.greeting"}},
                                              {"こんばんは", {"smalltalk.greeting"}},
                                              {"明日の天気", {}}};
    const auto result = replay(Agent(small_agent()), Agent(with(small_agent(), greedy)), questions, kToday);
    EXPECT_EQ(result.asked, 4U);
    EXPECT_EQ(result.with_right, 3U);
    EXPECT_EQ(result.right_before, 2U);
    EXPECT_EQ(result.right_after, 2U);
    EXPECT_EQ(result.fallback_before, 2U);
    EXPECT_EQ(result.fallback_after, 1U);
    ASSERT_EQ(result.changed.size(), 2U);
    EXPECT_EQ(result.changed[0].verdict, ReplayedQuestion::Verdict::mended);
    EXPECT_EQ(result.changed[1].verdict, ReplayedQuestion::Verdict::broken);
}

TEST(Replay, keeps_to_the_conversation_of_a_question) {
    auto agent = small_agent();
    Intent more = agent.intents[0];
    more.name = "smalltalk.more";
    more.phrases = {{{"もっと"}}};
    more.input_contexts = {"greeted"};
    agent.intents[0].output_contexts = {{"greeted", 2}};
    agent.intents.push_back(more);
    const auto result =
        replay(Agent(agent), Agent(agent),
               {{"もっと", {"smalltalk.more"}, {"こんにちは"}}, {"もっと", {"smalltalk.more"}}}, kToday);
    EXPECT_EQ(result.right_before, 1U);
    EXPECT_TRUE(result.changed.empty());
}

}  // namespace
}  // namespace hub::local_agent
