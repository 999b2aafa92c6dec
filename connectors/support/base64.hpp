#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::http {

// RFC 4648 section 4, with padding, on one line.
std::string base64_encode(std::string_view bytes);
// Empty when `text` is not exactly what base64_encode writes (no blanks, no missing padding, no loose last bits).
std::optional<std::string> base64_decode(std::string_view text);

// RFC 4648 section 5, without padding, as JSON Web Tokens use it.
std::string base64url_encode(std::string_view bytes);
// Empty when `text` is not exactly what base64url_encode writes.
std::optional<std::string> base64url_decode(std::string_view text);

}  // namespace hub::http
