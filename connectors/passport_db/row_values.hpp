#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"

// What libpqxx 6.4 does not read by itself.
namespace hub::passport_db {

// A moment selected as (extract(epoch FROM column) * 1000000)::bigint.
inline WallTime wall_time(std::int64_t microseconds) {
    return WallTime(std::chrono::duration_cast<WallTime::duration>(std::chrono::microseconds(microseconds)));
}

// The same of a field (pqxx::field) that may be null.
template <typename Field>
std::optional<WallTime> optional_wall_time(const Field& field) {
    if (field.is_null()) return std::nullopt;
    return wall_time(field.template as<std::int64_t>());
}

// An array of texts, to be cast by the statement: $1::text[].
inline std::string array_of(const std::vector<std::string>& texts) {
    std::string array = "{";
    for (const auto& text : texts) {
        array += array.size() > 1 ? ",\"" : "\"";
        for (const char letter : text) {
            if (letter == '"' || letter == '\\') array += '\\';
            array += letter;
        }
        array += '"';
    }
    return array + "}";
}

}  // namespace hub::passport_db
