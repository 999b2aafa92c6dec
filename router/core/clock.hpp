#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "router/core/result.hpp"

namespace hub {

using WallTime = std::chrono::system_clock::time_point;    // for people and records
using MonotonicTime = std::chrono::steady_clock::time_point;  // for intervals and deadlines

// Time as it is injected everywhere; tests use a FakeClock.
class Clock {
public:
    virtual ~Clock() = default;
    virtual WallTime wall() const = 0;
    virtual MonotonicTime monotonic() const = 0;
};

// The operating system's clocks; lives as long as the process.
const Clock& system_clock();

// RFC 3339 in UTC with milliseconds: 2026-11-20T10:15:30.123Z.
std::string to_rfc3339(WallTime time);

// Reads RFC 3339 with any offset, from 1678 to 2261; kind `invalid` otherwise.
Result<WallTime> from_rfc3339(std::string_view text);

}  // namespace hub
