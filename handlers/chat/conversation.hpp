#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/chat/agent_context.hpp"
#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub::chat {

// What travels with each turn instead of being kept on a server.
struct Conversation {
    std::string session;                   // UUID, chosen by us
    std::vector<AgentContext> contexts{};
};

// Seals conversations into tokens that only this hub can read or make (XChaCha20-Poly1305, libsodium): a version byte,
// a random nonce, the sealed text; base64url.
class ConversationSealer {
public:
    // `key`: 32 random bytes as 64 hexadecimal digits; `invalid` otherwise.
    static Result<ConversationSealer> from_hex(std::string_view key);

    // A token of at most kLongestToken characters, good for kLifetime from `now`. Contexts that would make it longer
    // are left out, the shortest-lived ones first.
    std::string seal(Conversation conversation, WallTime now) const;

    // Empty when the token is not ours, damaged, of another version or has expired.
    std::optional<Conversation> open(std::string_view token, WallTime now) const;

    static constexpr std::size_t kLongestToken = 4096;
    static constexpr std::chrono::minutes kLifetime{20};  // as long as Dialogflow keeps a context

private:
    explicit ConversationSealer(std::string key) : key_(std::move(key)) {}
    std::string sealed(const std::string& text) const;

    std::string key_;  // 32 bytes
};

}  // namespace hub::chat
