#include "queues/delivery_reason.hpp"

#include <gtest/gtest.h>

namespace hub::queues {
namespace {

TEST(DeliveryReason, is_a_japanese_sentence_for_what_people_have_to_look_at) {
    EXPECT_EQ(reason_in_japanese("parked", "x", "送信先に受け付けられませんでした：no"),
              "保留：送信先に受け付けられませんでした：no");
    EXPECT_EQ(reason_in_japanese("unknown", "x", "届いたかどうかを確認できません：cut"),
              "結果不明：届いたかどうかを確認できません：cut");
    EXPECT_EQ(reason_in_japanese("failed", "person.dropped", "担当者（sato）が送信を取りやめました：誤り"),
              "取りやめ：担当者（sato）が送信を取りやめました：誤り");
    EXPECT_EQ(reason_in_japanese("failed", "smtp.tls", "no secure connection"),
              "失敗：送信できませんでした（no secure connection）");
    EXPECT_EQ(reason_in_japanese("unknown", "", ""), "結果不明：届いたかどうかを確認できません");
    EXPECT_EQ(reason_in_japanese("sent", "", ""), "");
    EXPECT_EQ(reason_in_japanese("pending", "smtp.lost", "away"), "");
}

TEST(DeliveryReason, comes_with_what_to_do) {
    EXPECT_NE(advice_in_japanese("unknown", "worker.lost").find("届いている可能性があります"), std::string::npos);
    EXPECT_NE(advice_in_japanese("parked", "route.missing").find("routes.json"), std::string::npos);
    EXPECT_NE(advice_in_japanese("parked", "smtp.reply_550").find("宛先"), std::string::npos);
    EXPECT_NE(advice_in_japanese("parked", "worker.crashed").find("開発者"), std::string::npos);
    EXPECT_EQ(advice_in_japanese("failed", "person.dropped"), "");
    EXPECT_EQ(advice_in_japanese("sent", ""), "");
}

TEST(ProviderAnswer, is_what_the_error_carries_of_it) {
    const auto mail = provider_answer("smtp.reply_550",
                                      "送信先に受け付けられませんでした：the mail server said: 550 5.1.1 no such user");
    EXPECT_EQ(mail.status, 550);
    EXPECT_EQ(mail.excerpt, "550 5.1.1 no such user");
    const auto web = provider_answer("richflyer.http_503", "richflyer answered with status 503 (busy)");
    EXPECT_EQ(web.status, 503);
    EXPECT_EQ(web.excerpt, "503 (busy)");
    EXPECT_EQ(provider_answer("google_maps.permission_denied", "google_maps answered with status 403").status, 403);
}

TEST(ProviderAnswer, is_empty_when_there_was_none) {
    for (const char* code : {"smtp.lost", "worker.crashed", "", "503", "a.b_1550", "a.b_999"}) {
        EXPECT_EQ(provider_answer(code, "no connection").status, 0) << code;
        EXPECT_EQ(provider_answer(code, "no connection").excerpt, "") << code;
    }
}

TEST(ProviderAnswer, is_shortened_at_a_whole_character) {
    std::string long_answer;
    for (int count = 0; count < 300; ++count) long_answer += "あ";
    const auto excerpt = provider_answer("x.http_500", "x said: " + long_answer).excerpt;
    EXPECT_EQ(excerpt.size(), 399 + std::string("…").size());
    EXPECT_TRUE(excerpt.ends_with("あ…"));
}

}  // namespace
}  // namespace hub::queues
