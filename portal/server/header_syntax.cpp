#include "portal/server/header_syntax.hpp"

#include <algorithm>
#include <array>

namespace hub::portal {
namespace {

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }
constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

constexpr std::array<bool, 256> kTokenCharacters = [] {
    std::array<bool, 256> table{};
    for (int code = 0; code < 128; ++code)
        table[static_cast<std::size_t>(code)] = is_digit(static_cast<char>(code)) || is_letter(static_cast<char>(code));
    for (const char character : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(character)] = true;
    return table;
}();

// VCHAR, obs-text, space and tab.
bool is_value_character(char character) {
    const auto code = static_cast<unsigned char>(character);
    return (code >= 0x20 && code != 0x7f) || code == '\t';
}

bool is_port(std::string_view text) { return text.size() <= 5 && std::all_of(text.begin(), text.end(), is_digit); }

bool is_host_character(char character) {
    return is_letter(character) || is_digit(character) || character == '.' || character == '-' || character == '_';
}

}  // namespace

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
        return kTokenCharacters[static_cast<unsigned char>(character)];
    });
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
    return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(),
                                                     [](char one, char other) { return lower(one) == lower(other); });
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::optional<std::pair<std::string_view, std::string_view>> parse_field_line(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto name = line.substr(0, colon);
    const auto value = without_blanks(line.substr(colon + 1));
    if (!is_token(name) || !std::all_of(value.begin(), value.end(), is_value_character)) return std::nullopt;
    return std::pair{name, value};
}

std::optional<std::uint64_t> parse_content_length(std::string_view value) {
    if (value.empty() || value.size() > 18 || !std::all_of(value.begin(), value.end(), is_digit)) return std::nullopt;
    if (value.size() > 1 && value.front() == '0') return std::nullopt;
    std::uint64_t length = 0;
    for (const char digit : value) length = length * 10 + static_cast<std::uint64_t>(digit - '0');
    return length;
}

bool is_host(std::string_view value) {
    std::string_view port;
    if (value.starts_with('[')) {
        const auto end = value.find(']');
        if (end == std::string_view::npos || end < 3) return false;
        const auto address = value.substr(1, end - 1);
        if (address.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
        port = value.substr(end + 1);
        return port.empty() || (port.front() == ':' && is_port(port.substr(1)));
    }
    const auto colon = std::min(value.find(':'), value.size());
    const auto name = value.substr(0, colon);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_host_character)) return false;
    return colon == value.size() || is_port(value.substr(colon + 1));
}

bool list_contains(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const auto element = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), element.size() + 1));
        if (equals_ignoring_case(without_blanks(element), token)) return true;
    }
    return false;
}

}  // namespace hub::portal
