#include "handlers/members/card_signer.hpp"

#include <sodium/crypto_sign.h>
#include <sodium/utils.h>

#include <array>

#include "handlers/accounts/letters.hpp"
#include "handlers/members/card_number.hpp"
#include "handlers/members/card_rules.hpp"

namespace hub::members {
namespace {

constexpr std::string_view kFormat = "PC1";
constexpr std::size_t kLongestCode = 200;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string signed_part(const CardFacts& facts) {
    auto day = to_text(facts.last_day);
    std::erase(day, '-');
    return std::string(kFormat) + "." + facts.number + "." + std::to_string(facts.programme) + "." + day;
}

// The parts between points; empty when there are not five.
std::array<std::string_view, 5> parts_of(std::string_view code) {
    std::array<std::string_view, 5> parts;
    for (std::size_t index = 0; index < parts.size(); ++index) {
        const auto end = code.find('.');
        const bool last = index + 1 == parts.size();
        if (last != (end == std::string_view::npos)) return {};
        parts[index] = code.substr(0, end);
        code.remove_prefix(last ? code.size() : end + 1);
    }
    return parts;
}

}  // namespace

CardSigner::CardSigner(std::string secret_key, std::string public_key)
    : secret_key_(std::move(secret_key)),
      public_key_(std::move(public_key)),
      public_letters_(accounts::to_letters(public_key_)) {}

Result<CardSigner> CardSigner::from_hex(std::string_view hex) {
    std::string seed(crypto_sign_SEEDBYTES, '\0');
    std::size_t size = 0;
    if (hex.size() != 2 * seed.size() ||
        sodium_hex2bin(bytes_of(seed), seed.size(), hex.data(), hex.size(), nullptr, &size, nullptr) != 0 ||
        size != seed.size())
        return Error{ErrorKind::invalid, "cards.signing_key", "the cards' signing key must be 64 hexadecimal digits"};
    std::string public_key(crypto_sign_PUBLICKEYBYTES, '\0');
    std::string secret_key(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_seed_keypair(bytes_of(public_key), bytes_of(secret_key), bytes_of(seed));
    return CardSigner(std::move(secret_key), std::move(public_key));
}

std::string CardSigner::code(const CardFacts& facts) const {
    const auto text = signed_part(facts);
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(std::string_view(text)), text.size(),
                         bytes_of(std::string_view(secret_key_)));
    return text + "." + accounts::to_letters(signature);
}

std::optional<CardFacts> CardSigner::read(std::string_view code) const {
    if (code.size() > kLongestCode) return std::nullopt;
    const auto [format, number, programme, day, letters] = parts_of(code);
    if (format != kFormat || !is_card_number(number) || (programme != "1" && programme != "2") || day.size() != 8)
        return std::nullopt;
    const auto last_day = day_from(std::string(day.substr(0, 4)) + "-" + std::string(day.substr(4, 2)) + "-" +
                                   std::string(day.substr(6)));
    const auto signature = accounts::from_letters(letters);
    if (!last_day || !signature || signature->size() != crypto_sign_BYTES) return std::nullopt;
    const auto text = code.substr(0, code.size() - letters.size() - 1);
    if (crypto_sign_verify_detached(bytes_of(std::string_view(*signature)), bytes_of(text), text.size(),
                                    bytes_of(std::string_view(public_key_))) != 0)
        return std::nullopt;
    return CardFacts{std::string(number), programme == "1" ? 1 : 2, *last_day};
}

}  // namespace hub::members
