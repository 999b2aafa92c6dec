#pragma once

#include <chrono>
#include <cstdint>

#include "router/core/clock.hpp"

// What libpqxx 6.4 does not read by itself.
namespace hub::passport_db {

// A moment selected as (extract(epoch FROM column) * 1000000)::bigint.
inline WallTime wall_time(std::int64_t microseconds) {
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(microseconds)));
}

}  // namespace hub::passport_db
