#include "handlers/accounts/account_key.hpp"

#include <sodium/crypto_aead_xchacha20poly1305.h>
#include <sodium/crypto_generichash.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

#include <algorithm>
#include <cstdint>

#include "handlers/accounts/letters.hpp"
#include "router/core/ids.hpp"

namespace hub::accounts {
namespace {

constexpr std::size_t kBytes = 32;
constexpr std::size_t kLetters = 43;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kProofBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

}  // namespace

Result<AccountKey> AccountKey::from_hex(std::string_view hex) {
    std::string key(kBytes, '\0');
    std::size_t size = 0;
    const bool read =
        hex.size() == 2 * kBytes && sodium_hex2bin(reinterpret_cast<unsigned char*>(key.data()), key.size(), hex.data(),
                                                   hex.size(), nullptr, &size, nullptr) == 0;
    if (!read || size != kBytes)
        return Error{ErrorKind::invalid, "accounts.key", "the accounts' key must be 64 hexadecimal digits"};
    return AccountKey(std::move(key));
}

std::string AccountKey::derived(std::string_view purpose, std::string_view text) const {
    const std::string message = std::string(purpose) + "\n" + std::string(text);
    std::string digest(kBytes, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(), bytes_of(message),
                       message.size(), bytes_of(key_), key_.size());
    return to_letters(digest);
}

std::string AccountKey::mailed_code(std::string_view seed) const {
    // 64 of its bits: that a million is no power of two is not felt.
    std::uint64_t number = 0;
    for (const unsigned char letter : digest_of(derived("code", seed)).substr(0, 16))
        number = number * 16 + (letter <= '9' ? letter - '0' : letter - 'a' + 10);
    std::string code = std::to_string(number % 1'000'000);
    return std::string(6 - code.size(), '0') + code;
}

std::string AccountKey::seal(std::string_view purpose, std::string_view text) const {
    auto sealed = random_bytes(kNonceBytes);
    sealed.resize(kNonceBytes + text.size() + kProofBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + kNonceBytes, nullptr, bytes_of(text), text.size(),
                                               bytes_of(purpose), purpose.size(), nullptr, bytes_of(sealed),
                                               bytes_of(std::string_view(key_)));
    return to_letters(sealed);
}

std::optional<std::string> AccountKey::open(std::string_view purpose, std::string_view sealed) const {
    const auto bytes = from_letters(sealed);
    if (!bytes || bytes->size() < kNonceBytes + kProofBytes) return std::nullopt;
    const std::string_view box = std::string_view(*bytes).substr(kNonceBytes);
    std::string text(box.size() - kProofBytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes_of(text), nullptr, nullptr, bytes_of(box), box.size(), bytes_of(purpose), purpose.size(),
            bytes_of(std::string_view(*bytes)), bytes_of(std::string_view(key_))) != 0)
        return std::nullopt;
    return text;
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

}  // namespace hub::accounts
