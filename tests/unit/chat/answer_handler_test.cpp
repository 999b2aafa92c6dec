#include "handlers/chat/answer_handler.hpp"

#include <gtest/gtest.h>

#include "router/core/ids.hpp"
#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_router.hpp"
#include "tests/support/run_awaitable.hpp"

namespace hub::chat {
namespace {

constexpr auto kDialogflowReply = R"({"agent":"dialogflow","intent":"benefit.nearby","fallback":false,
    "messages":[{"type":"text","text":"プレーン"}],
    "contexts":[{"name":"nearby","lifespan":5,"parameters":{"lat":34.8}}],
    "fulfilment":{"messages":[{"type":"text","text":"くわしい答え"},{"type":"chips","options":[{"text":"次"}]}],
        "shops":[{"shop_id":7,"name":"見本の店"}],"places":[{"name":"焼津駅","lat":34.8,"lng":138.3,"kind":"station"}],
        "suggestions":["西焼津駅の近くで使えるお店は？"]}})";

class ChatAnswer : public ::testing::Test {
protected:
    Result<SharedText> ask(std::string data) {
        auto message = make_message(clock, "/portal", "chat.message", std::move(data));
        message.extensions["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        return test::run_awaitable(handler.handle(std::move(message), Deadline::after(clock, std::chrono::seconds(3))));
    }
    json::Document parsed(const Result<SharedText>& reply) {
        EXPECT_TRUE(reply.ok()) << (reply ? "" : reply.error().detail);
        return *json::Document::parse(reply ? **reply : "{}");
    }
    // What the agent was asked in a turn.
    json::Document question(std::size_t turn) {
        std::vector<Message> queries;
        std::copy_if(router.asked.begin(), router.asked.end(), std::back_inserter(queries),
                     [](const Message& message) { return message.type == "agent.query"; });
        return *json::Document::parse(queries.at(turn).data_text());
    }
    std::vector<std::string> wrong_fields(std::string data) {
        const auto reply = ask(std::move(data));
        std::vector<std::string> fields;
        if (!reply)
            for (const auto& field : reply.error().fields) fields.push_back(field.field);
        return fields;
    }

    test::FakeClock clock;
    test::FakeRouter router;
    AnswerHandler handler{*ConversationSealer::from_hex(std::string(64, '1')), router, clock};
};

TEST_F(ChatAnswer, brings_the_fulfilment_to_the_person) {
    router.will_answer(kDialogflowReply);
    const auto reply = parsed(ask(R"({"text":"焼津駅の近くで使えるお店は？"})"));
    const auto root = reply.root();
    EXPECT_EQ(root.string("answered_by"), "dialogflow");
    EXPECT_EQ(root.at_pointer("/messages/0/text")->as_string(), "くわしい答え");
    EXPECT_EQ(root.find("messages")->size(), 2U);
    EXPECT_EQ(root.at_pointer("/shops/0/shop_id")->as_integer(), 7);
    EXPECT_EQ(root.at_pointer("/places/0/name")->as_string(), "焼津駅");
    EXPECT_EQ(root.find("suggestions")->size(), 1U);
    EXPECT_EQ(root.string("trace_id"), "0af7651916cd43dd8448eb211c80319c");
}

TEST_F(ChatAnswer, asks_the_agent_within_the_same_trace) {
    router.will_answer(kDialogflowReply);
    ASSERT_TRUE(ask(R"({"text":"この近く","position":{"lat":34.7,"lng":135.5},"language":"ja"})"));
    EXPECT_EQ(router.asked.at(0).type, "agent.query");
    EXPECT_EQ(trace_id_of(router.asked.at(0).extension("traceparent")), "0af7651916cd43dd8448eb211c80319c");
    EXPECT_EQ(question(0).root().at_pointer("/position/lat")->as_number(), 34.7);
    EXPECT_EQ(question(0).root().string("session")->size(), 36U);
    EXPECT_EQ(question(0).root().string("text"), "この近く");
}

TEST_F(ChatAnswer, keeps_session_and_contexts_over_the_turns) {
    router.will_answer(kDialogflowReply);
    const auto first = parsed(ask(R"({"text":"焼津駅の近く"})"));
    const std::string token(*first.root().string("conversation"));
    ASSERT_TRUE(ask(R"({"text":"じゃあ飲食店は？","conversation":")" + token + R"("})"));
    EXPECT_EQ(question(0).root().string("session"), question(1).root().string("session"));
    EXPECT_EQ(question(0).root().find("contexts")->size(), 0U);
    EXPECT_EQ(question(1).root().at_pointer("/contexts/0/name")->as_string(), "nearby");
    EXPECT_EQ(question(1).root().at_pointer("/contexts/0/parameters/lat")->as_number(), 34.8);
}

TEST_F(ChatAnswer, starts_anew_without_a_word_when_the_token_is_broken_or_old) {
    router.will_answer(kDialogflowReply);
    const auto first = parsed(ask(R"({"text":"焼津駅の近く"})"));
    const std::string token(*first.root().string("conversation"));
    ASSERT_TRUE(ask(R"({"text":"こんにちは","conversation":"broken"})"));
    EXPECT_NE(question(0).root().string("session"), question(1).root().string("session"));
    clock.advance(std::chrono::minutes(21));
    ASSERT_TRUE(ask(R"({"text":"こんにちは","conversation":")" + token + R"("})"));
    EXPECT_NE(question(0).root().string("session"), question(2).root().string("session"));
    EXPECT_EQ(question(2).root().find("contexts")->size(), 0U);
}

TEST_F(ChatAnswer, says_when_the_local_agent_answered) {
    router.will_answer(R"({"agent":"local_agent","intent":"x","fallback":true,"messages":[{"type":"text","text":"はい"}],"contexts":[]})");
    const auto reply = parsed(ask(R"({"text":"やあ"})"));
    EXPECT_EQ(reply.root().string("answered_by"), "local_agent");
    EXPECT_EQ(reply.root().at_pointer("/messages/0/text")->as_string(), "ただいま簡易応答でお答えしています。");
    EXPECT_EQ(reply.root().at_pointer("/messages/1/text")->as_string(), "はい");
    EXPECT_EQ(reply.root().find("shops")->size(), 0U);
}

TEST_F(ChatAnswer, names_every_wrong_field) {
    using Fields = std::vector<std::string>;
    EXPECT_EQ(wrong_fields("{}"), Fields{"/text"});
    EXPECT_EQ(wrong_fields(R"({"text":" 　"})"), Fields{"/text"});
    EXPECT_EQ(wrong_fields(R"({"text":5})"), Fields{"/text"});
    EXPECT_EQ(wrong_fields(R"({"text":"あ","position":{"lat":95},"language":"xx","conversation":1})"),
              (Fields{"/conversation", "/position/lat", "/position/lng", "/language"}));
    EXPECT_TRUE(router.asked.empty());
}

TEST_F(ChatAnswer, cuts_what_is_longer_than_256_letters_at_a_sentence_and_says_so) {
    router.will_answer(kDialogflowReply);
    std::string text;
    for (int sentence = 0; sentence < 12; ++sentence) text += "これは二十五文字ちょうどの長い長い長い長い文章です。";
    const auto reply = parsed(ask(R"({"text":")" + text + R"("})"));
    const auto asked = std::string(*question(0).root().string("text"));
    EXPECT_TRUE(text.starts_with(asked));
    EXPECT_TRUE(asked.ends_with("文章です。"));
    EXPECT_LE(asked.size(), 256U * 3);
    EXPECT_GT(asked.size(), 200U * 3);
    EXPECT_EQ(reply.root().at_pointer("/messages/0/text")->as_string(),
              "長い文章でしたので、はじめのほうだけを読んでお答えします。");
}

TEST_F(ChatAnswer, takes_2000_letters_and_no_more) {
    router.will_answer(kDialogflowReply);
    std::string text;
    for (int letter = 0; letter < 2000; ++letter) text += "あ";
    EXPECT_TRUE(ask(R"({"text":")" + text + R"("})"));
    EXPECT_EQ(wrong_fields(R"({"text":")" + text + R"(あ"})"), std::vector<std::string>{"/text"});
}

TEST_F(ChatAnswer, masks_personal_data_before_anybody_sees_it_and_says_so) {
    router.will_answer(kDialogflowReply);
    const auto reply = parsed(ask(R"({"text":"０９０－１２３４－５６７８に電話して。焼津駅の近くで割引は？"})"));
    EXPECT_EQ(question(0).root().string("text"), "***に電話して。焼津駅の近くで割引は？");
    EXPECT_EQ(reply.root().at_pointer("/messages/0/text")->as_string(),
              "電話番号のような個人情報は、記録せずに伏せ字にしました。");
    EXPECT_EQ(reply.root().to_json().find("1234"), std::string::npos);
}

TEST_F(ChatAnswer, passes_facilities_and_events_on) {
    router.will_answer(R"({"agent":"dialogflow","messages":[],"contexts":[],"fulfilment":{"messages":[],
        "facilities":[{"facility_id":3,"name":"見本公園"}],"events":[{"event_id":4,"title":"見本まつり"}]}})");
    const auto reply = parsed(ask(R"({"text":"公園"})"));
    EXPECT_EQ(reply.root().at_pointer("/facilities/0/facility_id")->as_integer(), 3);
    EXPECT_EQ(reply.root().at_pointer("/events/0/title")->as_string(), "見本まつり");
}

TEST_F(ChatAnswer, passes_on_that_no_agent_can_answer) {
    router.will_fail({ErrorKind::transient, "agent.away", "away"});
    EXPECT_EQ(ask(R"({"text":"やあ"})").error().kind, ErrorKind::transient);
    router.will_answer("7");
    EXPECT_EQ(ask(R"({"text":"やあ"})").error().kind, ErrorKind::bug);
}

// An agent that answers, another one beside it, and somebody who takes notes.
class ChatNotes : public ChatAnswer {
protected:
    void will_answer(const std::string& reply, const std::string& shadow) {
        router.answer = [reply, shadow](const Message& message) -> Result<SharedText> {
            if (message.type == "agent.query") return std::make_shared<const std::string>(reply);
            if (message.type == "agent.shadow" && !shadow.empty()) return std::make_shared<const std::string>(shadow);
            if (message.type == "chat.question") return SharedText();
            return Error{ErrorKind::permanent, "route.missing", "no route"};
        };
    }
    std::vector<std::string> notes() const {
        std::vector<std::string> notes;
        for (const auto& message : router.asked)
            if (message.type == "chat.question") notes.emplace_back(message.data_text());
        return notes;
    }
};

TEST_F(ChatNotes, say_what_could_not_be_answered) {
    will_answer(R"({"agent":"local_agent","intent":"Default Fallback Intent","fallback":true,"messages":[]})", "");
    ASSERT_TRUE(ask(R"({"text":"パンダの育て方"})"));
    EXPECT_EQ(notes(), std::vector<std::string>{
                           R"({"kind":"unanswered","question":"パンダの育て方","intent":"Default Fallback Intent"})"});
}

TEST_F(ChatNotes, have_personal_data_masked) {
    will_answer(R"({"agent":"local_agent","intent":"f","fallback":true,"messages":[]})", "");
    ASSERT_TRUE(ask(R"({"text":"わたしのメールは taro@example.jp です"})"));
    ASSERT_EQ(notes().size(), 1U);
    EXPECT_EQ(notes()[0].find("taro"), std::string::npos);
}

TEST_F(ChatNotes, say_where_the_local_agent_would_have_understood_something_else) {
    will_answer(kDialogflowReply, R"({"agent":"local_agent","intent":"facility.nearby"})");
    ASSERT_TRUE(ask(R"({"text":"焼津駅の近く"})"));
    ASSERT_EQ(router.asked.size(), 3U);
    EXPECT_EQ(router.asked[1].data_text(), router.asked[0].data_text()) << "the same question in the same contexts";
    EXPECT_EQ(
        notes(),
        std::vector<std::string>{
            R"({"kind":"disagreed","question":"焼津駅の近く","intent":"benefit.nearby","other_intent":"facility.nearby"})"});
}

TEST_F(ChatNotes, are_none_when_both_agree_or_nobody_is_beside) {
    will_answer(kDialogflowReply, R"({"agent":"local_agent","intent":"benefit.nearby"})");
    ASSERT_TRUE(ask(R"({"text":"焼津駅の近く"})"));
    will_answer(kDialogflowReply, "");
    ASSERT_TRUE(ask(R"({"text":"焼津駅の近く"})"));
    EXPECT_TRUE(notes().empty());
}

TEST_F(ChatNotes, that_cannot_be_taken_do_not_concern_the_person) {
    router.answer = [](const Message& message) -> Result<SharedText> {
        if (message.type == "agent.query")
            return std::make_shared<const std::string>(
                R"({"agent":"local_agent","intent":"f","fallback":true,"messages":[]})");
        return Error{ErrorKind::transient, "database.away", "away"};
    };
    EXPECT_TRUE(ask(R"({"text":"パンダの育て方"})").ok());
}

}  // namespace
}  // namespace hub::chat
