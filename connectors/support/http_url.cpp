#include "connectors/support/http_url.hpp"

#include <algorithm>

namespace hub::http {
namespace {

bool is_wire_character(char character) {
    // Besides blanks and controls, what RFC 3986 allows nowhere and parsers disagree about.
    return character > ' ' && character < 0x7f &&
           std::string_view("\"<>\\^`{|}#").find(character) == std::string_view::npos;
}

bool is_host_character(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '.' || character == '-' || character == '_';
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char character) { return character >= '0' && character <= '9'; }) &&
           std::stoi(std::string(text)) <= 65535;
}

bool is_authority(std::string_view text) {
    const auto colon = text.find(':');
    const auto host = text.substr(0, colon);
    if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_character)) return false;
    return colon == std::string_view::npos || is_port(text.substr(colon + 1));
}

}  // namespace

std::optional<HttpUrl> parse_http_url(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_wire_character)) return std::nullopt;
    const bool is_tls = text.starts_with("https://");
    if (!is_tls && !text.starts_with("http://")) return std::nullopt;
    const std::size_t scheme = is_tls ? 8 : 7;
    const auto end = std::min(text.find_first_of("/?", scheme), text.size());
    if (!is_authority(text.substr(scheme, end - scheme))) return std::nullopt;
    std::string target(text.substr(end));
    if (!target.starts_with('/')) target.insert(target.begin(), '/');
    return HttpUrl{std::string(text.substr(0, end)), std::move(target), is_tls};
}

}  // namespace hub::http
