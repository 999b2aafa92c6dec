#include "portal/server/request_target.hpp"

#include <algorithm>
#include <array>

#include "portal/server/header_syntax.hpp"
#include "router/core/http.hpp"

namespace hub::portal {
namespace {

constexpr std::array<bool, 256> allowed(std::string_view punctuation) {
    std::array<bool, 256> table{};
    for (char digit = '0'; digit <= '9'; ++digit) table[static_cast<unsigned char>(digit)] = true;
    for (char letter = 'a'; letter <= 'z'; ++letter) table[static_cast<unsigned char>(letter)] = true;
    for (char letter = 'A'; letter <= 'Z'; ++letter) table[static_cast<unsigned char>(letter)] = true;
    for (const char character : punctuation) table[static_cast<unsigned char>(character)] = true;
    return table;
}

// RFC 3986 pchar and "/"; "%" is looked at separately.
constexpr auto kPathCharacters = allowed("-._~!$&'()*+,;=:@/%");
// Browsers leave a few more unescaped in a query that a person typed.
constexpr auto kQueryCharacters = allowed("-._~!$&'()*+,;=:@/?%[]|{}^`");

bool consists_of(std::string_view text, const std::array<bool, 256>& characters) {
    return std::all_of(text.begin(), text.end(),
                       [&](char character) { return characters[static_cast<unsigned char>(character)]; });
}

bool is_hex(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

bool escapes_are_whole(std::string_view text) {
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 3)) {
        if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
        if (text[at + 1] == '0' && text[at + 2] == '0') return false;
    }
    return true;
}

bool is_safe_segment(std::string_view segment) {
    if (segment == "." || segment == "..") return false;
    if (segment.find('%') == std::string_view::npos) return true;
    const auto decoded = percent_decode(segment);
    if (!decoded || *decoded == "." || *decoded == "..") return false;
    return std::none_of(decoded->begin(), decoded->end(), [](char character) {
        return character == '/' || character == '\\' || static_cast<unsigned char>(character) < 0x20 ||
               character == 0x7f;
    });
}

bool is_safe_path(std::string_view path) {
    if (!path.starts_with('/') || !consists_of(path, kPathCharacters) || !escapes_are_whole(path)) return false;
    // Cheap look first: most paths have neither a dot nor an escape.
    if (path.find_first_of(".%") == std::string_view::npos) return true;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto segment = path.substr(0, path.find('/'));
        if (!is_safe_segment(segment)) return false;
        path.remove_prefix(segment.size());
    }
    return true;
}

bool is_origin_form(std::string_view text) {
    const auto query = query_of(text);
    return is_safe_path(path_of(text)) && consists_of(query, kQueryCharacters) && escapes_are_whole(query);
}

std::string_view without_scheme(std::string_view text) {
    for (const std::string_view scheme : {"http://", "https://"})
        if (equals_ignoring_case(text.substr(0, scheme.size()), scheme)) return text.substr(scheme.size());
    return {};
}

}  // namespace

std::optional<RequestTarget> parse_target(std::string_view text) {
    if (text == "*") return RequestTarget{"*", ""};
    if (text.starts_with('/')) {
        if (!is_origin_form(text)) return std::nullopt;
        return RequestTarget{std::string(text), ""};
    }
    const auto rest = without_scheme(text);
    const auto end = std::min(rest.find_first_of("/?"), rest.size());
    const auto authority = rest.substr(0, end);
    if (!is_host(authority)) return std::nullopt;
    std::string origin(rest.substr(end));
    if (!origin.starts_with('/')) origin.insert(0, "/");
    if (!is_origin_form(origin)) return std::nullopt;
    return RequestTarget{std::move(origin), std::string(authority)};
}

std::vector<std::string> path_segments(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto segment = path.substr(0, path.find('/'));
        segments.push_back(percent_decode(segment).value_or(std::string(segment)));
        path.remove_prefix(segment.size());
    }
    return segments;
}

}  // namespace hub::portal
