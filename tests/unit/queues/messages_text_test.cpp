#include "queues/messages_read.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"

namespace hub::queues {
namespace {

MessageRecord sample() {
    MessageRecord message;
    message.id = "019a9b1e-0000-7000-8000-000000000001";
    message.source = "/cli";
    message.type = "shop.approved";
    message.subject = "shop_temp/12";
    message.time = message.accepted_at = "2026-11-20T10:00:00.000Z";
    message.data = R"({"shop_name":"パン屋"})";
    message.extensions = R"({"traceparent":"00-x"})";
    DeliveryRecord delivery;
    delivery.id = 7;
    delivery.route = "shop_approved_mail";
    delivery.connector = "mail";
    delivery.lane = "interactive";
    delivery.state = "parked";
    delivery.attempts = 2;
    delivery.idempotency_key = "key";
    delivery.published_at = "2026-11-20T10:00:01.000Z";
    delivery.error_code = "smtp.550";
    delivery.error_detail = "送信先に受け付けられませんでした";
    delivery.events.push_back({"2026-11-20T10:00:02.000Z", "leased", "sending", "worker-1-abcd", "attempt 1"});
    message.deliveries.push_back(delivery);
    return message;
}

TEST(MessageText, is_valid_json_with_deliveries_and_events) {
    const auto text = to_json(std::vector<MessageRecord>{sample()});
    const auto document = json::Document::parse(text);
    ASSERT_TRUE(document.ok());
    const auto root = document->root();
    EXPECT_EQ(root.at_pointer("/messages/0/data/shop_name")->as_string(), "パン屋");
    EXPECT_EQ(root.at_pointer("/messages/0/deliveries/0/id")->as_integer(), 7);
    EXPECT_EQ(root.at_pointer("/messages/0/deliveries/0/error_code")->as_string(), "smtp.550");
    EXPECT_EQ(root.at_pointer("/messages/0/deliveries/0/events/0/to")->as_string(), "sending");
    EXPECT_FALSE(root.at_pointer("/messages/0/deliveries/0/finished_at"));
    EXPECT_TRUE(json::Document::parse(to_json(sample())).ok());
}

TEST(MessageText, lists_one_line_per_message) {
    MessageRecord kept = sample();
    kept.deliveries.front().kept_until = "2027-05-19T10:00:00.000Z";
    EXPECT_NE(to_table({kept}).find("mail parked (smtp.550; kept until 2027-05-19)\n"), std::string::npos);
    MessageRecord unrouted = sample();
    unrouted.deliveries.clear();
    EXPECT_EQ(to_table({sample(), unrouted}),
              "ACCEPTED                  MESSAGE                               TYPE           SUBJECT       DELIVERIES\n"
              "2026-11-20T10:00:00.000Z  019a9b1e-0000-7000-8000-000000000001  shop.approved  shop_temp/12  mail parked (smtp.550)\n"
              "2026-11-20T10:00:00.000Z  019a9b1e-0000-7000-8000-000000000001  shop.approved  shop_temp/12  no route takes it\n");
}

TEST(MessageText, tells_the_life_of_a_message) {
    const auto text = to_story(sample());
    for (const char* part : {"2026-11-20T10:00:00.000Z  accepted", "2026-11-20T10:00:01.000Z  in the stream",
                             "leased -> sending  by worker-1-abcd  attempt 1", "smtp.550: 送信先に受け付けられませんでした",
                             "delivery 7  shop_approved_mail -> mail  parked  (interactive, attempts 2, crashes 0)"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(MessageText, explains_a_parked_delivery_to_staff) {
    auto message = sample();
    auto& delivery = message.deliveries.front();
    delivery.recipient = "owner/7";
    delivery.error_code = "smtp.reply_550";
    delivery.error_detail = "送信先に受け付けられませんでした：the mail server said: 550 5.1.1 no such user";
    const auto text = to_story(message);
    for (const char* part :
         {"    保留：送信先に受け付けられませんでした：the mail server said: 550 5.1.1 no such user\n",
          "    宛先とメールサーバーの設定を確かめ、必要なら内容を直して（--data）再送（replay）してください。\n",
          "    affected: owner/7, shop_temp/12\n", "    the provider's status: 550\n",
          "    the provider's answer: 550 5.1.1 no such user\n"})
        EXPECT_NE(text.find(part), std::string::npos) << part << text;
    const auto document = json::Document::parse(to_json(message));
    ASSERT_TRUE(document.ok());
    EXPECT_EQ(document->root().at_pointer("/deliveries/0/provider/status")->as_integer(), 550);
    EXPECT_EQ(document->root().at_pointer("/deliveries/0/provider/answer")->as_string(), "550 5.1.1 no such user");
    EXPECT_TRUE(document->root().at_pointer("/deliveries/0/advice").has_value());
}

TEST(MessageText, needs_no_reason_for_what_was_sent_or_waits) {
    for (const char* state : {"sent", "pending", "sending", "leased"}) {
        auto message = sample();
        message.deliveries.front().state = state;
        EXPECT_EQ(to_story(message).find("affected:"), std::string::npos) << state;
        EXPECT_EQ(to_json(message).find("\"reason\""), std::string::npos) << state;
    }
}

}  // namespace
}  // namespace hub::queues
