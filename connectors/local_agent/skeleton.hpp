#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/entity_index.hpp"
#include "connectors/local_agent/utterance.hpp"

// Phrases and utterances as sequences of symbols: letters, and one symbol for each slot an entity fills. Two sentences
// with different names in the same frame have the same skeleton.
namespace hub::local_agent {

inline constexpr char32_t kAnySymbol = 0xF0000;      // @sys.any; private use, occurs in no folded text
inline constexpr char32_t kEntitySymbol = 0xF0001;   // plus the index of the entity

inline bool is_slot(char32_t symbol) { return symbol >= kAnySymbol && symbol < 0x100000; }

// Two neighbouring symbols (the ends of a sentence count as symbols) and how much it says that they are there.
struct SymbolPair {
    std::uint64_t symbols;
    double weight;
};

// How much a pair says: one that only one intent's phrases have says much, 教えて that all have says little.
class PairWeights {
public:
    // Counts the pairs of one intent's phrases.
    void add_intent(const std::vector<std::u32string>& phrases);
    // The distinct pairs of a sequence, sorted.
    std::vector<SymbolPair> pairs_of(std::u32string_view symbols) const;

private:
    std::unordered_map<std::uint64_t, int> intents_with_;
};

// How alike two lists of pairs are: Dice's coefficient by weight, 0 to 1.
double likeness(const std::vector<SymbolPair>& one, const std::vector<SymbolPair>& other);

// A training phrase, ready to be compared.
struct PhraseSkeleton {
    std::u32string symbols;
    std::vector<std::string> aliases;    // of its slots, in order
    std::vector<std::size_t> entities;   // the distinct entities it has slots of, @sys.any aside; sorted
    std::vector<std::u32string> literals;  // its plain parts
    std::vector<SymbolPair> pairs{};       // set once all phrases are known
    bool has_any = false;
};
PhraseSkeleton to_skeleton(const Phrase& phrase, const std::vector<Entity>& entities);

// An utterance in which the mentions of some entities are slots.
struct UtteranceSkeleton {
    struct Symbol {
        char32_t symbol;
        std::size_t begin;  // letters of the utterance
        std::size_t end;
        std::size_t entry;  // of the entity, for a slot
        bool may_start_name;
        bool is_break;  // a name that began before cannot go on here
    };
    std::vector<Symbol> symbols;
};
UtteranceSkeleton to_skeleton(const Utterance& utterance, const std::vector<Mention>& mentions);

}  // namespace hub::local_agent
