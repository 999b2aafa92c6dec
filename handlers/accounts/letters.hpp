#pragma once

#include <optional>
#include <string>
#include <string_view>

// Bytes as letters that may stand in an address: base64url without padding (RFC 4648, section 5).
namespace hub::accounts {

std::string to_letters(std::string_view bytes);
// Nothing when it is not such a text.
std::optional<std::string> from_letters(std::string_view letters);

}  // namespace hub::accounts
