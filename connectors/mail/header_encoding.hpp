#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hub::mail {

// `utf8` as RFC 2047 encoded words (UTF-8, base64) that are never cut inside a character, short enough that a line with
// a header's name of up to ten characters keeps to 76. GMime's own are as long as the text has no blanks.
std::vector<std::string> encoded_words(std::string_view utf8);

// A header's text, or the name in front of an address, as the lines of a folded header: plain when it is short ASCII
// without special characters, else encoded words.
std::vector<std::string> header_lines(std::string_view utf8);

}  // namespace hub::mail
