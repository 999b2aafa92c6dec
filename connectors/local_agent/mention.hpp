#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hub::local_agent {

// Words of an utterance, letters [begin, end), that stand for a value of an entity.
struct Mention {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t entity = 0;  // see EntityTable
    std::string value{};     // JSON
    static constexpr std::uint32_t kUnlisted = static_cast<std::uint32_t>(-1);
    std::uint32_t entry = kUnlisted;  // the value's number in the vocabulary; kUnlisted for names and days
    std::size_t size() const { return end - begin; }
    bool overlaps(const Mention& other) const { return begin < other.end && other.begin < end; }
};

// All that an utterance mentions: `mentions` from left to right, not overlapping; where the same letters are words of
// several entities (授乳室: a benefit and a kind of facility) the others are in `also`.
struct Reading {
    std::vector<Mention> mentions{};
    std::vector<Mention> also{};
};

}  // namespace hub::local_agent
