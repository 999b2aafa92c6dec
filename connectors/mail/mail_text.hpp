#pragma once

#include <string>
#include <string_view>

namespace hub::mail {

// One header line's text as mails carry it: NFC, 〜 in the one form that Japanese mail programs agree on, half-width
// katakana as full-width, without control characters.
std::string header_text(std::string_view utf8);

// A body's text: NFC, lines ended by CRLF, no control characters but line ends and tabs.
std::string body_text(std::string_view utf8);

}  // namespace hub::mail
