#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "router/core/result.hpp"

namespace hub::members {

// What a card's code says.
struct CardFacts {
    std::string number;
    int programme = 1;
    std::chrono::sys_days last_day{};  // in Japan
    bool operator==(const CardFacts&) const = default;
};

// Signs what is on a card (Ed25519), so that a shop can tell it from a forged one without asking anybody. Immutable.
class CardSigner {
public:
    // `hex`: the key's seed, 64 hexadecimal digits. Error: invalid "cards.signing_key".
    static Result<CardSigner> from_hex(std::string_view hex);

    // "PC1.NUMBER.PROGRAMME.YYYYMMDD.SIGNATURE": the signature is of what stands before its point.
    std::string code(const CardFacts& facts) const;
    // What a code says that was signed by this key; nothing for any other text.
    std::optional<CardFacts> read(std::string_view code) const;

    // 32 bytes in base64url.
    const std::string& public_key() const { return public_letters_; }

private:
    CardSigner(std::string secret_key, std::string public_key);
    std::string secret_key_;
    std::string public_key_;
    std::string public_letters_;
};

}  // namespace hub::members
