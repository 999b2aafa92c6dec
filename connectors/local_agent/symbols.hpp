#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/local_agent/mention.hpp"
#include "connectors/local_agent/utterance.hpp"

// Sentences as sequences of symbols: letters, and one symbol for each mention of an entity. Two sentences with different
// names in the same frame are the same sequence.
namespace hub::local_agent {

inline constexpr char32_t kEdge = 0x1;            // the start, the end, and 、。！？ between
inline constexpr char32_t kEntitySymbol = 0x110000;  // plus the number of the entity; no code point

inline constexpr char32_t kValueSymbol = 0x120000;   // plus the number of a listed value

// The symbols of the letters [begin, end), edges included.
std::u32string symbols_of(const Utterance& utterance, const std::vector<Mention>& mentions, std::size_t begin,
                          std::size_t end);

// The same, and behind them the listed values that are mentioned there: a nursing room is asked for in other ways than a
// discount, though both are benefits.
std::u32string symbols_with_values(const Utterance& utterance, const std::vector<Mention>& mentions, std::size_t begin,
                                   std::size_t end);

// Two or three neighbouring symbols, one that says something alone (a mention, its value, a kanji), or two such near
// each other, as one number.
using Gram = std::uint64_t;
// The distinct ones of a sequence, sorted.
std::vector<Gram> grams_of(std::u32string_view symbols);

}  // namespace hub::local_agent
