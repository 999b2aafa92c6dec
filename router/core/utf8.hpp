#pragma once

#include <cstddef>
#include <string_view>

namespace hub {

// The beginning of a UTF-8 text, at most `most` bytes, with no character cut in two.
inline std::string_view utf8_prefix(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
    return text.substr(0, most);
}

}  // namespace hub
