#pragma once

#include <chrono>

namespace hub {

// Asia/Tokyo, the hub's only zone for people: all the year round since 1952.
inline constexpr std::chrono::hours kJapanAheadOfUtc{9};

}  // namespace hub
