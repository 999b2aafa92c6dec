#include "portal/pages/map_settings.hpp"

#include <algorithm>

namespace hub::portal {
namespace {

bool is_letter_or_digit(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

// No quotes, spaces, commas or semicolons: they would end a source or a directive of the policy.
bool may_stand_in_address(char character) {
    return is_letter_or_digit(character) ||
           std::string_view("-._~:/?&=%@!{}").find(character) != std::string_view::npos;
}

bool may_stand_in_host(char character) {
    return is_letter_or_digit(character) || character == '-' || character == '.' || character == ':';
}

// The pattern without its three places for numbers; empty when one is missing.
std::optional<std::string> without_places(std::string pattern) {
    for (const std::string_view place : {"{z}", "{x}", "{y}"}) {
        const auto found = pattern.find(place);
        if (found == std::string::npos) return std::nullopt;
        pattern.erase(found, place.size());
    }
    return pattern;
}

}  // namespace

MapKind map_kind(const MapSettings& settings) {
    return settings.google_browser_key.empty() ? MapKind::open : MapKind::google;
}

std::optional<std::string> tile_origin(std::string_view tile_url) {
    const auto rest = without_places(std::string(tile_url));
    if (!rest || rest->find_first_of("{}") != std::string::npos) return std::nullopt;
    if (!std::all_of(tile_url.begin(), tile_url.end(), may_stand_in_address)) return std::nullopt;
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!tile_url.starts_with(scheme)) continue;
        const auto end = tile_url.find('/', scheme.size());
        const auto host = tile_url.substr(scheme.size(), end - scheme.size());
        if (end == std::string_view::npos || host.empty()) return std::nullopt;
        if (!std::all_of(host.begin(), host.end(), may_stand_in_host)) return std::nullopt;
        return std::string(tile_url.substr(0, end));
    }
    return std::nullopt;
}

bool is_browser_key(std::string_view key) {
    return key.size() >= 10 && key.size() <= 100 && std::all_of(key.begin(), key.end(), [](char character) {
               return is_letter_or_digit(character) || character == '-' || character == '_';
           });
}

}  // namespace hub::portal
