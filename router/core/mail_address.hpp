#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub {

// A mail address in the form it has on the wire: the domain in lower case, the local part quoted where it must be
// (old addresses of Japanese carriers: "abc."@ezweb.ne.jp). Empty when it is none that this product sends to: not
// ASCII, with control characters, or against RFC 5321 outside the carriers' domains that allow it.
std::optional<std::string> wire_address(std::string_view text);

// The part behind the last "@" of a wire address.
std::string_view domain_of(std::string_view address);

// `text` with everything that looks like a mail address replaced: server replies quote recipients, logs must not.
std::string without_addresses(std::string_view text);

}  // namespace hub
