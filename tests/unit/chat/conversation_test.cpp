#include "handlers/chat/conversation.hpp"

#include <gtest/gtest.h>

namespace hub::chat {
namespace {

const std::string kKey(64, 'a');
const WallTime kNow(std::chrono::seconds(1'790'000'000));

ConversationSealer sealer(const std::string& key = kKey) { return *ConversationSealer::from_hex(key); }

Conversation sample() {
    return {"0b2f0b1e-7f4a-4f59-9c6e-2d6f3a2b1c0d", {{"nearby", 5, R"({"place_name":"焼津駅","lat":34.87})"}}};
}

TEST(Conversation, comes_back_as_it_was_sealed) {
    const auto token = sealer().seal(sample(), kNow);
    EXPECT_LE(token.size(), ConversationSealer::kLongestToken);
    const auto opened = sealer().open(token, kNow + std::chrono::minutes(19));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->session, sample().session);
    ASSERT_EQ(opened->contexts.size(), 1U);
    EXPECT_EQ(opened->contexts[0].name, "nearby");
    EXPECT_EQ(opened->contexts[0].lifespan, 5);
    EXPECT_EQ(opened->contexts[0].parameters, R"({"place_name":"焼津駅","lat":34.87})");
}

TEST(Conversation, shows_nothing_of_what_is_inside) {
    const auto token = sealer().seal(sample(), kNow);
    EXPECT_EQ(token.find(sample().session), std::string::npos);
    EXPECT_NE(token, sealer().seal(sample(), kNow));
}

TEST(Conversation, expires_after_20_minutes) {
    const auto token = sealer().seal(sample(), kNow);
    EXPECT_FALSE(sealer().open(token, kNow + std::chrono::minutes(20)));
}

TEST(Conversation, is_not_opened_when_changed_or_with_another_key) {
    const auto token = sealer().seal(sample(), kNow);
    EXPECT_FALSE(sealer(std::string(64, 'b')).open(token, kNow));
    for (std::size_t at = 0; at < token.size(); ++at) {
        auto changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(sealer().open(changed, kNow)) << at;
        EXPECT_FALSE(sealer().open(token.substr(0, at), kNow)) << at;
    }
    for (const auto* nonsense : {"", "x", "AAAA", "あ", "%00"}) EXPECT_FALSE(sealer().open(nonsense, kNow));
    EXPECT_FALSE(sealer().open(std::string(100'000, 'A'), kNow));
}

TEST(Conversation, drops_the_shortest_lived_contexts_when_it_gets_too_long) {
    auto conversation = sample();
    conversation.contexts.push_back({"big", 2, "{\"text\":\"" + std::string(4000, 'x') + "\"}"});
    const auto token = sealer().seal(conversation, kNow);
    EXPECT_LE(token.size(), ConversationSealer::kLongestToken);
    const auto opened = sealer().open(token, kNow);
    ASSERT_TRUE(opened);
    ASSERT_EQ(opened->contexts.size(), 1U);
    EXPECT_EQ(opened->contexts[0].name, "nearby");
}

TEST(Conversation, wants_a_key_of_64_hexadecimal_digits) {
    for (const auto& key : {std::string(), std::string(63, 'a'), std::string(64, 'g'), std::string(66, 'a')})
        EXPECT_EQ(ConversationSealer::from_hex(key).error().kind, ErrorKind::invalid) << key;
}

}  // namespace
}  // namespace hub::chat
