#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "router/core/clock.hpp"

namespace hub {

// Asia/Tokyo, the hub's only zone for people: all the year round since 1952.
inline constexpr std::chrono::hours kJapanAheadOfUtc{9};

// "2026-11-20 19:28:05", as it is in Japan.
inline std::string japanese_text(WallTime time) {
    auto text = to_rfc3339(time + kJapanAheadOfUtc).substr(0, 19);
    text[10] = ' ';
    return text;
}

// The same of an RFC 3339 time; empty for what is none.
inline std::string japanese_text(std::string_view rfc3339) {
    const auto time = from_rfc3339(rfc3339);
    return time ? japanese_text(*time) : std::string();
}

}  // namespace hub
