#include "portal/pages/chat_cards.hpp"
#include "portal/pages/chat_form.hpp"
#include "portal/pages/chat_reply.hpp"
#include "tests/unit/portal_pages/page_fixture.hpp"

namespace hub::portal {
namespace {

constexpr char kReply[] = R"json({"conversation":"token-2","answered_by":"dialogflow",
    "messages":[{"type":"text","text":"2件あります\n近い順です"},{"type":"chips","options":[{"text":"飲食業だけ"}]},
                {"type":"card","title":"まいど子","subtitle":"説明","url":"/shops?programme=1"},
                {"type":"link","text":"悪い","url":"javascript:alert(1)"},{"type":"hologram"},
                {"type":"list","items":["一つ目",{"title":"二つ目"}]}],
    "places":[{"name":"焼津駅","lat":34.87,"lng":138.31,"kind":"station"}],
    "shops":[{"shop_id":7,"name":"<グリル>","benefit":"1,000円引き","distance_m":120,"lat":34.8,"lng":138.3,
              "genre":"飲食業","url":"/shops/7","directions_url":"https://www.google.com/maps/dir/?api=1"}],
    "suggestions":["飲食業だけ","もっと遠く"],"trace_id":"t"})json";

class ChatPageTest : public PageTest {
protected:
    ChatPageTest() { replies_["chat.message"] = kReply; }
};

TEST(ChatReply, leaves_out_unsafe_links_and_unknown_parts) {
    const auto reply = read_chat_reply(json::Document::parse(kReply)->root());
    EXPECT_EQ(reply.parts.size(), 3u);
    EXPECT_EQ(reply.chips, (std::vector<std::string>{"飲食業だけ", "もっと遠く"}));
    EXPECT_EQ(reply.place, "焼津駅");
    EXPECT_FALSE(reply.simple);
}

TEST(ChatReply, takes_where_the_visitor_is_for_no_place_to_search_by_name) {
    const auto place = [](const std::string& places) {
        return read_chat_reply(
                   json::Document::parse(R"({"conversation":"t","messages":[],"places":[)" + places + "]}")->root())
            .place;
    };
    const std::string visitor = R"({"name":"現在地","lat":34.7,"lng":135.5,"kind":"position","source":"visitor"})";
    EXPECT_EQ(place(visitor), "");
    EXPECT_EQ(place(visitor + R"(,{"name":"梅田駅","lat":34.7,"lng":135.5,"source":"gazetteer"})"), "梅田駅");
}

TEST(ChatForm, takes_a_pressed_chip_before_the_typed_text) {
    const auto form = read_chat_form("text=abc&chip=%E9%A3%B2%E9%A3%9F&conversation=tok");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->text, "飲食");
    EXPECT_EQ(form->conversation, "tok");
    EXPECT_FALSE(read_chat_form("text=%zz"));
}

TEST(ChatForm, brings_its_history_back_but_not_without_end) {
    std::vector<ChatTurn> history;
    for (int turn = 0; turn < 8; ++turn)
        history.push_back({"q" + std::to_string(turn) + std::string(1000, '?'), std::string(2000, 'a')});
    const auto form = read_chat_form("history=" + percent_encode(write_history(history)));
    ASSERT_EQ(form->history.size(), 5u);
    EXPECT_EQ(form->history.front().question, "q3" + std::string(254, '?'));
    EXPECT_EQ(form->history.front().answer.size(), 600u);
    EXPECT_TRUE(read_chat_form("history=%5B1%2C%7B%7D%5D")->history.empty());
    EXPECT_TRUE(read_chat_form("history=garbage")->history.empty());
}

TEST(ChatForm, knows_its_own_pages_by_their_origin) {
    const std::string own = "https://passport.example.jp";
    HttpRequest request;
    EXPECT_TRUE(is_from_own_page(request, own));
    request.headers = {{"Origin", own}};
    EXPECT_TRUE(is_from_own_page(request, own));
    request.headers = {{"Referer", own + "/chat"}};
    EXPECT_TRUE(is_from_own_page(request, own));
    request.headers = {{"Origin", "http://localhost:8080"}, {"Host", "localhost:8080"}};
    EXPECT_TRUE(is_from_own_page(request, own));
    for (const char* origin : {"https://evil.example", "null", "https://passport.example.jp.evil.example"}) {
        request.headers = {{"Origin", origin}, {"Host", "passport.example.jp"}};
        EXPECT_FALSE(is_from_own_page(request, own)) << origin;
    }
}

TEST_F(ChatPageTest, begins_with_examples_and_asks_nobody) {
    const auto response = get("/chat");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(contains(response, "name=\"chip\" value=\"梅田駅の近くで使えるお店は？\""));
    EXPECT_FALSE(contains(response, "data-chat-dialog"));
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(ChatPageTest, shows_the_answer_with_shops_chips_and_the_way_there) {
    const auto response = post_chat("text=" + percent_encode("焼津駅の近くで使えるお店は？") + "&conversation=token-1");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(asked("chat.message"),
              R"({"text":"焼津駅の近くで使えるお店は？","conversation":"token-1","language":"ja"})");
    EXPECT_TRUE(contains(response, "id=\"answer\""));
    EXPECT_TRUE(contains(response, "2件あります\n近い順です"));
    EXPECT_TRUE(contains(response, "&lt;グリル&gt;</a>"));
    EXPECT_FALSE(contains(response, "<グリル>"));
    EXPECT_FALSE(contains(response, "javascript:"));
    EXPECT_TRUE(contains(response, "travelmode=walking"));
    EXPECT_TRUE(contains(response, "name=\"conversation\" value=\"token-2\""));
    EXPECT_TRUE(contains(response, "name=\"chip\" value=\"もっと遠く\""));
    EXPECT_TRUE(contains(response, "/shops?near=" + percent_encode("焼津駅")));
    EXPECT_FALSE(contains(response, "簡易モードでお答えしています。</span></p>\n<div class=\"bubble\">"));
}

TEST_F(ChatPageTest, shows_facilities_and_events_as_cards) {
    replies_["chat.message"] = R"json({"conversation":"t","answered_by":"dialogflow","messages":[],
        "facilities":[{"facility_id":3,"name":"北<図書館>","kind":"図書館","distance_m":640,"lat":34.7105,"lng":135.5105,
                       "open_now":true,"irregular":true,"hours":"9:15～20:30","url":"https://library.example.jp/"},{"kind":"公園"}],
        "events":[{"event_id":4,"title":"運動会","first_day":"2026-11-22","last_day":"2026-11-23","venue":"中之島公園","time":"10時から","fee":"無料",
                   "url":"javascript:alert(1)"}]})json";
    const auto response = post_chat("text=x");
    for (const char* part :
         {"<a href=\"https://library.example.jp/\">北&lt;図書館&gt;</a>", "約640m・徒歩約11分",
          "営業中（日によって変わることがあります）", "9:15～20:30", "destination=34.710500%2C135.510500",
          "運動会</h3>", "2026年11月22日（日）から2026年11月23日（月）まで 10時から", "中之島公園", "料金：無料"})
        EXPECT_TRUE(contains(response, part)) << part;
    EXPECT_FALSE(contains(response, "javascript:"));
    EXPECT_TRUE(contains(response, "・運動会（2026年11月22日（日）から2026年11月23日（月）まで）"));
}

TEST_F(ChatPageTest, shows_the_hours_and_the_walk_a_reply_brings_for_a_shop) {
    replies_["chat.message"] = R"({"conversation":"t","answered_by":"dialogflow","messages":[],
        "shops":[{"shop_id":7,"name":"グリル","distance_m":120,"walk_minutes":4,"open_now":false,"hours":"11:00～14:00"}]})";
    const auto response = post_chat("text=x");
    for (const char* part : {"約120m・徒歩約4分", "営業時間外", "11:00～14:00"})
        EXPECT_TRUE(contains(response, part)) << part;
}

TEST(ChatCards, tell_one_day_once_and_leave_what_is_no_day_as_it_is_written) {
    const auto texts = *Texts::load(product_file("portal/pages/texts/ja.json"));
    const auto days = [&](const std::string& first, const std::string& last) {
        EventView event;
        event.first_day = first;
        event.last_day = last;
        return event_days(texts, event);
    };
    EXPECT_EQ(days("2026-12-05", "2026-12-05"), "2026年12月5日（土）");
    EXPECT_EQ(days("2026-12-05", ""), "2026年12月5日（土）");
    EXPECT_EQ(days("毎週日曜", ""), "毎週日曜");
    EXPECT_EQ(days("2026-02-30", ""), "2026-02-30");
    EXPECT_EQ(days("2026-13-01", ""), "2026-13-01");
    EXPECT_EQ(days("20x6-01-01", ""), "20x6-01-01");
}

TEST_F(ChatPageTest, says_when_the_local_agent_answered) {
    replies_["chat.message"] = R"({"conversation":"t","answered_by":"local_agent","messages":[{"type":"text","text":"はい"}]})";
    const auto body = post_chat("text=x").body;
    const auto answer = body.substr(body.find("id=\"answer\""));
    EXPECT_NE(answer.substr(0, answer.find("</p>")).find("簡易モード"), std::string::npos);
}

TEST_F(ChatPageTest, shows_earlier_turns_again) {
    const std::string body = "text=next&history=" + percent_encode(write_history({{"前の質問", "前の<答え>"}}));
    const auto response = post_chat(body, {{"Origin", "https://passport.example.jp"}});
    EXPECT_TRUE(contains(response, "前の質問"));
    EXPECT_TRUE(contains(response, "前の&lt;答え&gt;"));
}

TEST_F(ChatPageTest, shows_no_earlier_turns_that_another_site_made_up) {
    const std::string body = "text=next&conversation=c&history=" + percent_encode(write_history({{"q", "うその答え"}}));
    const auto response = post_chat(body, {{"Origin", "https://evil.example"}});
    EXPECT_FALSE(contains(response, "うその答え"));
    EXPECT_EQ(asked("chat.message"), R"({"text":"next","language":"ja"})");
}

TEST_F(ChatPageTest, asks_for_a_question_that_is_empty_or_too_long) {
    const auto empty = post_chat("text=+%E3%80%80");
    EXPECT_EQ(empty.status, 400);
    EXPECT_TRUE(contains(empty, "質問を入力してください。"));
    EXPECT_TRUE(contains(empty, "aria-invalid=\"true\""));
    const auto longest = post_chat("text=" + std::string(2001, 'x'));
    EXPECT_EQ(longest.status, 400);
    EXPECT_TRUE(contains(longest, "2000文字まで"));
    EXPECT_TRUE(contains(longest, "value=\"" + std::string(2001, 'x') + "\""));
    EXPECT_TRUE(router_.asked.empty());
}

TEST_F(ChatPageTest, keeps_the_question_and_the_conversation_when_nobody_can_answer) {
    failures_["chat.message"] = Error{ErrorKind::transient, "chat.away", "away"};
    const auto response = post_chat("text=question&conversation=token-1");
    EXPECT_EQ(response.status, 503);
    EXPECT_TRUE(contains(response, "いまお答えできません"));
    EXPECT_TRUE(contains(response, "value=\"question\""));
    EXPECT_TRUE(contains(response, "name=\"conversation\" value=\"token-1\""));
}

TEST_F(ChatPageTest, lets_a_client_ask_so_often_and_keeps_the_question_of_one_who_must_wait) {
    replies_["chat.message"] = R"({"conversation":"c","answered_by":"dialogflow","messages":[],"shops":[]})";
    for (int count = 0; count < 3; ++count) EXPECT_EQ(post_chat("text=question").status, 200);
    const auto refused = post_chat("text=question&conversation=token-1");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(find_header(refused.headers, "Retry-After"), "1");
    EXPECT_TRUE(contains(refused, "1秒ほど待ってから"));
    EXPECT_TRUE(contains(refused, "value=\"question\""));
    EXPECT_TRUE(contains(refused, "name=\"conversation\" value=\"token-1\""));
    EXPECT_EQ(router_.asked.size(), 3u);
    clock_.advance(std::chrono::seconds(1));
    EXPECT_EQ(post_chat("text=question").status, 200);
}

}  // namespace
}  // namespace hub::portal
