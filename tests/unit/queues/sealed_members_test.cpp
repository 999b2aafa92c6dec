#include "queues/sealed_members.hpp"

#include <gtest/gtest.h>

#include "queues/messages_read.hpp"

namespace hub::queues {
namespace {

TEST(SealedMembers, are_shown_to_nobody) {
    EXPECT_EQ(
        without_sealed_members(R"x({"kind":"member","mail":"x:y","seed":"s","owner_mail":"a@example.jp","n":1})x"),
        R"x({"kind":"member","mail":"(sealed)","seed":"(sealed)","owner_mail":"(sealed)","n":1})x");
    EXPECT_EQ(without_sealed_members(R"x({"shop_name":"麦","owner_name":"見本 花子"})x"),
              R"x({"shop_name":"麦","owner_name":"(sealed)"})x");
    for (const std::string text : {R"x({ "shop_name": "麦", "n": 1.0 })x", "null", "[1]", "", "{"})
        EXPECT_EQ(without_sealed_members(text), text);
}

TEST(SealedMembers, that_people_type_are_sealed_and_nothing_else_is) {
    const auto seal = [](std::string_view address) { return "sealed " + std::string(address.substr(0, 1)); };
    EXPECT_EQ(with_sealed_addresses(R"x({"mail":"a@example.jp","owner_mail":"(sealed)","text":"b@example.jp"})x", seal),
              R"x({"mail":"sealed a","owner_mail":"(sealed)","text":"b@example.jp"})x");
    EXPECT_EQ(with_sealed_addresses("", seal), "");
}

TEST(SealedMembers, are_in_no_text_about_a_message) {
    MessageRecord message;
    message.data = R"({"mail":"canary@example.jp","seed":"canary-seed","owner_name":"canary"})";
    message.extensions = "{}";
    message.deliveries.emplace_back();
    message.deliveries.back().edited_data = R"({"owner_mail":"canary@example.jp","owner_name":"canary"})";
    for (const auto& text : {to_json(message), to_story(message)}) {
        EXPECT_EQ(text.find("canary"), text.npos) << text;
        EXPECT_NE(text.find("(sealed)"), text.npos) << text;
    }
}

}  // namespace
}  // namespace hub::queues
