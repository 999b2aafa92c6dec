#pragma once

#include <chrono>
#include <string>

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

}  // namespace hub
