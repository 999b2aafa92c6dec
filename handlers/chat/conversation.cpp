#include "handlers/chat/conversation.hpp"

#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/utils.h>

#include <algorithm>

#include "router/core/ids.hpp"
#include "router/core/json.hpp"

namespace hub::chat {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string to_base64url(const std::string& bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(std::string_view(bytes)), bytes.size(), kVariant);
    text.pop_back();  // the terminating NUL
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    const int refused = sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size,
                                          nullptr, kVariant);
    if (refused != 0) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::int64_t seconds_of(WallTime time) {
    return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

std::string text_of(const Conversation& conversation, WallTime expires) {
    json::Writer writer;
    writer.begin_object();
    writer.member("session", conversation.session);
    writer.member("expires", seconds_of(expires));
    writer.key("contexts");
    write_contexts(writer, conversation.contexts);
    writer.end_object();
    return writer.take();
}

}  // namespace

Result<ConversationSealer> ConversationSealer::from_hex(std::string_view hex) {
    std::string key(kKey, '\0');
    std::size_t size = 0;
    const bool read = hex.size() == 2 * kKey && sodium_hex2bin(bytes_of(key), key.size(), hex.data(), hex.size(),
                                                              nullptr, &size, nullptr) == 0;
    if (!read || size != kKey)
        return Error{ErrorKind::invalid, "conversation.key", "the conversation key must be 64 hexadecimal digits"};
    return ConversationSealer(std::move(key));
}

std::string ConversationSealer::sealed(const std::string& text) const {
    // What is sealed is bound to the version byte as additional data.
    const std::string version(1, kVersion);
    const std::string nonce = random_bytes(kNonce);
    std::string cipher(text.size() + kTag, '\0');
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(cipher), &length, bytes_of(std::string_view(text)), text.size(),
                                               bytes_of(std::string_view(version)), version.size(), nullptr,
                                               bytes_of(std::string_view(nonce)), bytes_of(std::string_view(key_)));
    cipher.resize(length);
    return to_base64url(version + nonce + cipher);
}

std::string ConversationSealer::seal(Conversation conversation, WallTime now) const {
    auto& contexts = conversation.contexts;
    while (true) {
        auto token = sealed(text_of(conversation, now + kLifetime));
        if (token.size() <= kLongestToken || contexts.empty()) return token;
        contexts.erase(std::min_element(contexts.begin(), contexts.end(),
                                        [](const AgentContext& one, const AgentContext& other) {
                                            return one.lifespan < other.lifespan;
                                        }));
    }
}

std::optional<Conversation> ConversationSealer::open(std::string_view token, WallTime now) const {
    if (token.size() > kLongestToken) return std::nullopt;
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() < 1 + kNonce + kTag || bytes->front() != kVersion) return std::nullopt;
    const std::string_view whole = *bytes;
    const auto cipher = whole.substr(1 + kNonce);
    std::string text(cipher.size() - kTag, '\0');
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(text), &length, nullptr, bytes_of(cipher), cipher.size(),
                                                   bytes_of(whole), 1, bytes_of(whole.substr(1)),
                                                   bytes_of(std::string_view(key_))) != 0)
        return std::nullopt;
    text.resize(length);
    const auto document = json::Document::parse(text);
    if (!document) return std::nullopt;
    const auto root = document->root();
    const auto session = root.string("session");
    const auto expires = root.integer("expires");
    if (!session || !expires || seconds_of(now) >= *expires) return std::nullopt;
    return Conversation{std::string(*session), read_contexts(root.find("contexts"))};
}

}  // namespace hub::chat
