#include "handlers/members/member_key.hpp"

#include <sodium/crypto_generichash.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

#include <algorithm>

#include "router/core/ids.hpp"

namespace hub::members {
namespace {

constexpr std::size_t kBytes = 32;
constexpr std::size_t kLetters = 43;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string to_letters(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), kVariant);
    text.pop_back();  // the terminating NUL
    return text;
}

}  // namespace

Result<MemberKey> MemberKey::from_hex(std::string_view hex) {
    std::string key(kBytes, '\0');
    std::size_t size = 0;
    const bool read =
        hex.size() == 2 * kBytes && sodium_hex2bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), hex.data(),
                                                   hex.size(), nullptr, &size, nullptr) == 0;
    if (!read || size != kBytes)
        return Error{ErrorKind::invalid, "members.link_key", "the members' link key must be 64 hexadecimal digits"};
    return MemberKey(std::move(key));
}

std::string MemberKey::derived(std::string_view purpose, std::string_view text) const {
    const std::string message = std::string(purpose) + "\n" + std::string(text);
    std::string digest(kBytes, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(), bytes_of(message),
                       message.size(), bytes_of(key_), key_.size());
    return to_letters(digest);
}

std::string new_token() { return to_letters(random_bytes(kBytes)); }

bool is_token(std::string_view text) {
    return text.size() == kLetters && std::all_of(text.begin(), text.end(), [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
           });
}

std::string digest_of(std::string_view token) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), bytes_of(token), token.size());
    return to_hex(digest);
}

}  // namespace hub::members
