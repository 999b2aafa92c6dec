#include "portal/pages/plain_text.hpp"

#include <algorithm>

namespace hub::portal {
namespace {

constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// Bytes of white space at the start.
std::size_t space_at_start(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) return 1;
    return text.substr(0, 3) == kIdeographicSpace ? 3 : 0;
}

std::size_t space_at_end(std::string_view text) {
    if (text.empty()) return 0;
    if (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')) return 1;
    return text.size() >= 3 && text.substr(text.size() - 3) == kIdeographicSpace ? 3 : 0;
}

}  // namespace

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t characters = 0; end < text.size(); ++end)
        if (!is_continuation(text[end]) && characters++ == count) break;
    return text.substr(0, end);
}

std::size_t count_characters(std::string_view text) {
    const auto starts = [](char byte) { return !is_continuation(byte); };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

std::string_view trim(std::string_view text) {
    while (const auto space = space_at_start(text)) text.remove_prefix(space);
    while (const auto space = space_at_end(text)) text.remove_suffix(space);
    return text;
}

}  // namespace hub::portal
