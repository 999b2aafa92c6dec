#pragma once

#include <string>
#include <string_view>

namespace hub::http {

// The 32 bytes of SHA-256 (FIPS 180-4).
std::string sha256(std::string_view text);

}  // namespace hub::http
