#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "router/core/result.hpp"

namespace hub::accounts {

// The secret from which links are made, by which people are counted without being named, and under which what only the
// hub may read is sealed.
class AccountKey {
public:
    // `hex`: 64 hexadecimal digits. Error: invalid "accounts.key".
    static Result<AccountKey> from_hex(std::string_view hex);

    // The token of the link that was made from `seed`. A queued message carries the seed: without this key, whoever
    // reads the message cannot use the link.
    std::string link_token(std::string_view seed) const { return derived("link", seed); }

    // The six digits of a code that was made from `seed`, which a queued message carries likewise.
    std::string mailed_code(std::string_view seed) const;

    // A name for something personal, the same each time, from which it cannot be read.
    std::string alias(std::string_view personal) const { return derived("alias", personal); }

    // `text` so that only this key can read it, and only for the same purpose (XChaCha20-Poly1305), as letters that may
    // stand in an address.
    std::string seal(std::string_view purpose, std::string_view text) const;
    // What was sealed; nothing when it was not sealed by this key for this purpose.
    std::optional<std::string> open(std::string_view purpose, std::string_view sealed) const;

private:
    explicit AccountKey(std::string key) : key_(std::move(key)) {}
    std::string derived(std::string_view purpose, std::string_view text) const;
    std::string key_;
};

// 256 random bits as 43 letters that may stand in an address and in a cookie.
std::string new_token();

// Whether a text can be such a token.
bool is_token(std::string_view text);

// What is stored of a token: its SHA-256 as 64 hexadecimal digits.
std::string digest_of(std::string_view token);

}  // namespace hub::accounts
