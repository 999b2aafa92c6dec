#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

// The grammar of RFC 9110 and 9112 as strictly as it is written; nothing is repaired.
namespace hub::portal {

// One or more tchar (RFC 9110, 5.6.2).
bool is_token(std::string_view text);

bool equals_ignoring_case(std::string_view left, std::string_view right);

// `text` without spaces and tabs at its ends.
std::string_view without_blanks(std::string_view text);

// A field line as name and trimmed value; empty when it is folded, has blanks before the colon, no name, or a control
// character in the value.
std::optional<std::pair<std::string_view, std::string_view>> parse_field_line(std::string_view line);

// A Content-Length as plain digits without sign, list, padding or more than 18 digits.
std::optional<std::uint64_t> parse_content_length(std::string_view value);

// True for host or host:port, where the host is a name, an IPv4 address or a bracketed IPv6 address.
bool is_host(std::string_view value);

// Whether `token` is an element of a comma-separated list, ignoring case.
bool list_contains(std::string_view list, std::string_view token);

}  // namespace hub::portal
