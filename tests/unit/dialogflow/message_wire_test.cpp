#include <gtest/gtest.h>

#include "connectors/dialogflow/message_wire.hpp"

namespace hub::dialogflow {
namespace {

std::string items_of(const std::string& query_result) {
    const auto document = json::Document::parse(query_result);
    json::Writer writer;
    write_messages(writer, document.value().root());
    return writer.take();
}

std::string items_of_messages(const std::string& messages) {
    return items_of(R"({"fulfillmentText":"だめなとき","fulfillmentMessages":)" + messages + "}");
}

TEST(AgentMessages, show_texts_in_order) {
    EXPECT_EQ(items_of_messages(R"([{"text":{"text":["","一"]}},{"text":{"text":["二","三"]}},{"text":{"text":[]}}])"),
              R"([{"type":"text","text":"一"},{"type":"text","text":"二"}])");
}

TEST(AgentMessages, fall_back_to_the_plain_text_when_there_are_none) {
    EXPECT_EQ(items_of_messages("[]"), R"([{"type":"text","text":"だめなとき"}])");
    EXPECT_EQ(
        items_of_messages(R"([{"text":{"text":["LINE"]},"platform":"LINE"},{"tableCard":{}},{"payload":{"line":{}}}])"),
        R"([{"type":"text","text":"だめなとき"}])");
    EXPECT_EQ(items_of("{}"), "[]");
}

TEST(AgentMessages, show_only_the_default_platform) {
    EXPECT_EQ(
        items_of_messages(
            R"([{"text":{"text":["web"]},"platform":"PLATFORM_UNSPECIFIED"},{"text":{"text":["x"]},"platform":"SLACK"}])"),
        R"([{"type":"text","text":"web"}])");
}

TEST(AgentMessages, turn_a_card_into_card_links_and_chips) {
    EXPECT_EQ(
        items_of_messages(R"([{"card":{"title":"店","subtitle":"5%引き","imageUri":"https://e.example/a.png","buttons":[
        {"text":"地図","postback":"https://maps.example/"},{"text":"電話","postback":"tel:0721"},{"text":"もっと","postback":"もっと見る"},
        {"text":"近い順"},{"text":"悪い","postback":"javascript://x"}]}}])"),
        R"([{"type":"card","title":"店","subtitle":"5%引き","url":"https://maps.example/"},{"type":"link","text":"電話","url":"tel:0721"},)"
        R"({"type":"chips","options":[{"text":"もっと見る"},{"text":"近い順"}]}])");
}

TEST(AgentMessages, turn_quick_replies_into_chips) {
    EXPECT_EQ(items_of_messages(R"([{"quickReplies":{"title":"どれ？","quickReplies":["飲食","美容",7]}}])"),
              R"([{"type":"text","text":"どれ？"},{"type":"chips","options":[{"text":"飲食"},{"text":"美容"}]}])");
}

TEST(AgentMessages, show_an_image_as_a_link) {
    EXPECT_EQ(items_of_messages(R"([{"image":{"imageUri":"https://e.example/a.png","accessibilityText":"店の写真"}}])"),
              R"([{"type":"link","text":"店の写真","url":"https://e.example/a.png"}])");
}

TEST(AgentMessages, drop_links_that_are_not_safe) {
    for (const char* url : {"javascript:alert(1)", "http://plain.example/", "//other.example/", "https://a b",
                            "data:text/html,x", "HTTPS://x\\\"y"})
        EXPECT_EQ(items_of_messages(R"([{"payload":{"richContent":[[{"type":"button","text":"t","link":")" +
                                    std::string(url) + R"("}]]}}])"),
                  R"([{"type":"text","text":"だめなとき"}])")
            << url;
    EXPECT_EQ(items_of_messages(R"([{"payload":{"richContent":[[{"type":"button","text":"店","link":"/shops/1"}]]}}])"),
              R"([{"type":"link","text":"店","url":"/shops/1"}])");
}

TEST(AgentMessages, survive_members_of_any_kind) {
    for (
        const char* messages :
        {"7", "null", "[7,null,[],\"x\"]", R"([{"text":7},{"text":{"text":"x"}},{"card":[]},{"quickReplies":null}])",
         R"([{"payload":{"richContent":{"a":1}}},{"payload":{"richContent":[7,[7,{"type":7},{"type":"chips","options":7}]]}}])"})
        EXPECT_EQ(items_of_messages(messages), R"([{"type":"text","text":"だめなとき"}])") << messages;
}

TEST(AgentMessages, of_CX_are_texts_and_messenger_payloads_in_their_newer_spelling) {
    const auto document = json::Document::parse(
        R"({"fulfillmentText":"nicht","responseMessages":[{"text":{"text":["一"]}},{"text":{"text":["電話"]},"channel":"phone"},)"
        R"({"payload":{"richContent":[[{"type":"info","title":"店","subtitle":"割引","anchor":{"href":"https://x.example/"},"actionLink":"https://old.example/"},)"
        R"({"type":"chips","options":[{"text":"もっと"},{"text":"地図","anchor":{"href":"https://m.example/"}}]},)"
        R"({"type":"button","text":"危","anchor":{"href":"javascript:alert"}}]]}},{"liveAgentHandoff":{}}]})");
    json::Writer writer;
    write_response_messages(writer, document.value().root());
    EXPECT_EQ(
        writer.take(),
        R"([{"type":"text","text":"一"},{"type":"card","title":"店","subtitle":"割引","url":"https://x.example/"},)"
        R"({"type":"chips","options":[{"text":"もっと"}]},{"type":"link","text":"地図","url":"https://m.example/"}])");
}

}  // namespace
}  // namespace hub::dialogflow
