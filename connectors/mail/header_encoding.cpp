#include "connectors/mail/header_encoding.hpp"

#include <algorithm>
#include <memory>

#include <glib.h>

namespace hub::mail {
namespace {

constexpr std::size_t kMostOctets = 39;  // 52 characters of base64 and 12 around them
constexpr std::size_t kLongestPlain = 60;

bool is_plain(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == ' ' || character == '-' || character == '_';
}

std::string encoded_word(std::string_view octets) {
    const std::unique_ptr<char, decltype(&g_free)> base64(
        g_base64_encode(reinterpret_cast<const guchar*>(octets.data()), octets.size()), g_free);
    return "=?UTF-8?B?" + std::string(base64.get()) + "?=";
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

}  // namespace

std::vector<std::string> encoded_words(std::string_view utf8) {
    std::vector<std::string> words;
    while (!utf8.empty()) {
        auto length = std::min(utf8.size(), kMostOctets);
        while (length < utf8.size() && length > 1 && is_continuation(utf8[length])) --length;
        words.push_back(encoded_word(utf8.substr(0, length)));
        utf8.remove_prefix(length);
    }
    return words;
}

std::vector<std::string> header_lines(std::string_view utf8) {
    if (utf8.empty()) return {""};
    const bool has_no_outer_blanks = utf8.front() != ' ' && utf8.back() != ' ';
    if (has_no_outer_blanks && utf8.size() <= kLongestPlain && std::all_of(utf8.begin(), utf8.end(), is_plain))
        return {std::string(utf8)};
    return encoded_words(utf8);
}

}  // namespace hub::mail
