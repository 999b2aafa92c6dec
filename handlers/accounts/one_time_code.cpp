#include "handlers/accounts/one_time_code.hpp"

#include <liboath/oath.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "router/core/ids.hpp"

namespace hub::accounts {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kDigits = 6;
constexpr std::int64_t kStepSeconds = 30;

std::string base32(std::string_view bytes) {
    char* text = nullptr;
    std::size_t size = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &text, &size) != OATH_OK) return {};
    const std::unique_ptr<char, decltype(&std::free)> owned(text, &std::free);
    std::string encoded(text, size);
    encoded.erase(std::find(encoded.begin(), encoded.end(), '='), encoded.end());
    return encoded;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kDigitsHex = "0123456789ABCDEF";
    std::string encoded;
    for (const unsigned char byte : text) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
        if (plain) encoded += static_cast<char>(byte);
        else encoded += {'%', kDigitsHex[byte >> 4], kDigitsHex[byte & 15]};
    }
    return encoded;
}

bool is_code_of_step(std::string_view secret, std::string_view code, std::int64_t step) {
    char expected[kDigits + 1] = {};
    return oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), kDigits, false,
                              OATH_HOTP_DYNAMIC_TRUNCATION, expected) == OATH_OK &&
           code == std::string_view(expected, kDigits);
}

}  // namespace

std::string new_authenticator_secret() { return random_bytes(kSecretBytes); }

std::string authenticator_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
    const auto name = percent_encoded(issuer);
    return "otpauth://totp/" + name + ":" + percent_encoded(account) + "?secret=" + base32(secret) + "&issuer=" + name;
}

std::string typed_secret(std::string_view secret) {
    std::string grouped;
    for (const char letter : base32(secret)) {
        if (grouped.size() % 5 == 4) grouped += ' ';
        grouped += letter;
    }
    return grouped;
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, WallTime now,
                                         std::int64_t last_step) {
    if (code.size() != kDigits) return std::nullopt;
    const auto current =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count() / kStepSeconds;
    for (const auto step : {current, current - 1, current + 1})
        if (step > last_step && is_code_of_step(secret, code, step)) return step;
    return std::nullopt;
}

}  // namespace hub::accounts
