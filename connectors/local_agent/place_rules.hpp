#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "connectors/local_agent/utterance.hpp"

// Which letters of a sentence are meant as a place. Thousands of stations and towns are called like everyday words
// (有名, 中央, 上) or stand inside other names (東京タワー), so what stands around a name decides.
namespace hub::local_agent {

// Words that are also names of places but nearly never meant so.
class EverydayWords {
public:
    EverydayWords();
    // What the export's phrases have as plain text is no place there, so it is none elsewhere.
    void add(std::u32string_view letters) { words_.emplace(letters); }
    bool contains(std::u32string_view letters) const { return words_.contains(std::u32string(letters)); }

private:
    std::unordered_set<std::u32string> words_;
};

// True when the letters end as only a place does: 梅田駅, 堺市, 中央区.
bool has_place_suffix(std::u32string_view name);

// Whether the name of a place at [begin, end) is meant as one. `begins_fresh`: another word that is known ends where
// it begins.
bool is_meant_as_place(const Utterance& utterance, std::size_t begin, std::size_t end, bool begins_fresh,
                       const EverydayWords& everyday);

// The length of the words behind a place that only say "near it" (の近く, 周辺, あたり); 0 when there are none.
std::size_t vicinity_at(std::u32string_view letters);

// Letters of a name that is in no list.
struct NameRange {
    std::size_t begin;
    std::size_t end;
};

// A name of a place that no list has, by what follows it: 〜駅, 〜の近く, 〜周辺. `from` is where the word before ends;
// the name ends at `end`. Nothing when the letters before `end` look like no name.
std::optional<NameRange> unlisted_name(const Utterance& utterance, std::size_t from, std::size_t end);

}  // namespace hub::local_agent
