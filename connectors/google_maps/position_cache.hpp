#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "router/core/clock.hpp"

namespace hub::google_maps {

// The little of Google's answers that its terms allow to keep: latitude and longitude, for 30 days at most, in this
// process's memory, of exact positions. The text that was asked for is kept as a digest only. I/O thread only.
class PositionCache {
public:
    struct Position {
        double lat = 0;
        double lng = 0;
        WallTime expires_at{};
    };

    explicit PositionCache(std::size_t most) : most_(most) {}

    // `text` in any spelling; empty when not known or expired.
    std::optional<Position> find(std::string_view text, WallTime now);
    void store(std::string_view text, Position position);
    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::string key;
        Position position;
    };
    void erase(std::list<Entry>::iterator entry);

    const std::size_t most_;
    std::list<Entry> entries_;  // the latest used first
    std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace hub::google_maps
