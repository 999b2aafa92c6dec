#include "router/core/http.hpp"

#include <algorithm>

namespace hub {
namespace {

char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

int hex_digit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    const char small = lower(character);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

bool is_unreserved(char character) {
    const char small = lower(character);
    return (small >= 'a' && small <= 'z') || (character >= '0' && character <= '9') || character == '-' ||
           character == '.' || character == '_' || character == '~';
}

}  // namespace

std::optional<std::string_view> find_header(const HttpHeaders& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (std::equal(key.begin(), key.end(), name.begin(), name.end(),
                       [](char left, char right) { return lower(left) == lower(right); }))
            return value;
    return std::nullopt;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        if (text[index] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[index] == '%') {
            if (index + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[index + 1]);
            const int low = hex_digit(text[index + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            index += 2;
        } else {
            decoded += text[index];
        }
    }
    if (decoded.find('\0') != std::string::npos || !is_utf8(decoded)) return std::nullopt;
    return decoded;
}

std::string_view query_of(std::string_view target) {
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

std::optional<HttpParameters> parse_urlencoded(std::string_view text) {
    HttpParameters parameters;
    while (!text.empty()) {
        const auto pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = percent_decode(pair.substr(0, equals), true);
        auto value = percent_decode(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value) return std::nullopt;
        parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return parameters;
}

std::optional<std::string_view> find_parameter(const HttpParameters& parameters, std::string_view name) {
    for (const auto& [key, value] : parameters)
        if (key == name) return value;
    return std::nullopt;
}

std::string percent_encode(std::string_view text) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size() * 3);
    for (const char character : text) {
        if (is_unreserved(character)) {
            encoded += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            encoded += '%';
            encoded += kDigits[byte >> 4];
            encoded += kDigits[byte & 15];
        }
    }
    return encoded;
}

bool is_utf8(std::string_view text) {
    // Smallest code point of each length: anything below it would be an overlong form (RFC 3629, 3).
    constexpr std::uint32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
    for (std::size_t index = 0; index < text.size();) {
        const auto first = static_cast<unsigned char>(text[index]);
        const int following = first < 0x80 ? 0 : (first >> 5) == 6 ? 1 : (first >> 4) == 14 ? 2 : (first >> 3) == 30 ? 3 : -1;
        if (following < 0 || index + static_cast<std::size_t>(following) >= text.size()) return false;
        std::uint32_t point = following == 0 ? first : first & (0x3fu >> following);
        for (int step = 1; step <= following; ++step) {
            const auto byte = static_cast<unsigned char>(text[index + static_cast<std::size_t>(step)]);
            if ((byte & 0xc0) != 0x80) return false;
            point = (point << 6) | (byte & 0x3f);
        }
        if (point < kSmallest[following] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return false;
        index += static_cast<std::size_t>(following) + 1;
    }
    return true;
}

}  // namespace hub
