#include "handlers/operations/alarm_mail.hpp"

#include <gtest/gtest.h>

#include "router/core/json.hpp"
#include "tests/support/fake_clock.hpp"

namespace hub::operations {
namespace {

constexpr char kParked[] =
    R"({"id":4,"kind":"parked","name":"parked messages","advice":"Look at them.","subject":"mail",
    "began_at":"2026-11-20T10:28:00.000Z","over_at":"2026-11-20T15:00:00.000Z","count":3,"detail":"3 deliveries wait"})";

class AlarmMailTest : public testing::Test {
protected:
    Result<Message> translate(const std::string& type, const std::string& data) const {
        auto message = make_message(clock, "/queues/alarms", type, data);
        message.subject = "alarm/4";
        return mail.translate(message);
    }
    // A text member of the mail.
    std::string part(const std::string& type, const std::string& alarms, const char* name) const {
        const auto message = translate(type, R"({"to":"op@example.jp","alarms":[)" + alarms + "]}");
        if (!message) return message.error().detail;
        const auto document = json::Document::parse(message->data_text());
        return std::string(document->root().string(name).value_or(""));
    }
    test::FakeClock clock;
    AlarmMail mail{clock};
};

TEST_F(AlarmMailTest, says_what_is_wrong_since_when_and_what_to_do) {
    EXPECT_EQ(part("alarm.began", kParked, "subject"), "[Passport Hub] ALARM: parked messages (mail)");
    const auto text = part("alarm.began", kParked, "text");
    for (const char* words :
         {"parked messages: mail", "since 2026-11-20 19:28 in Japan", "3 deliveries wait", "Look at them."})
        EXPECT_NE(text.find(words), std::string::npos) << words << " in " << text;
    const auto message = translate("alarm.began", R"({"to":"op@example.jp","alarms":[)" + std::string(kParked) + "]}");
    EXPECT_EQ(message->type, "mail.send");
    EXPECT_EQ(message->subject, "alarm/4");
    EXPECT_NE(message->data_text().find(R"("to":[{"address":"op@example.jp"}])"), std::string_view::npos);
}

TEST_F(AlarmMailTest, says_when_it_is_over_and_who_acknowledged_it) {
    EXPECT_EQ(part("alarm.over", kParked, "subject"), "[Passport Hub] over: parked messages (mail)");
    const auto text =
        part("alarm.over", R"({"name":"parked messages","subject":"mail","began_at":"2026-11-20T10:28:00Z",
        "over_at":"2026-11-20T15:00:00Z","advice":"Look at them.","acknowledged_by":"hanako","acknowledged_reason":"known"})",
             "text");
    for (const char* words : {"over at 2026-11-21 00:00 in Japan", "acknowledged by hanako: known"})
        EXPECT_NE(text.find(words), std::string::npos) << words << " in " << text;
    EXPECT_EQ(text.find("Look at them."), std::string::npos);
}

TEST_F(AlarmMailTest, tells_several_in_one_letter) {
    const auto two = std::string(kParked) + "," + kParked;
    EXPECT_EQ(part("alarm.began", two, "subject"), "[Passport Hub] ALARM: parked messages (mail) and 1 more");
}

TEST_F(AlarmMailTest, lets_no_name_become_a_header_or_a_paragraph) {
    const auto alarm = R"({"name":"failing check","subject":"x\r\nBcc: evil@example.jp","detail":"a\nb"})";
    EXPECT_EQ(part("alarm.began", alarm, "subject").find_first_of("\r\n"), std::string::npos);
    EXPECT_EQ(part("alarm.began", alarm, "text").find("\nb"), std::string::npos);
}

TEST_F(AlarmMailTest, names_every_missing_field) {
    const auto message = translate("alarm.began", "{}");
    ASSERT_FALSE(message);
    ASSERT_EQ(message.error().fields.size(), 2u);
    EXPECT_EQ(message.error().fields[0].field, "/to");
    EXPECT_EQ(message.error().fields[1].field, "/alarms");
}

}  // namespace
}  // namespace hub::operations
