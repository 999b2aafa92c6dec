#include "connectors/local_agent/skeleton.hpp"

#include <algorithm>
#include <set>

namespace hub::local_agent {

namespace {

constexpr double kUnseen = 0.5;  // weight of a pair no phrase has

std::vector<std::uint64_t> symbol_pairs(std::u32string_view symbols) {
    std::vector<std::uint64_t> pairs;
    pairs.reserve(symbols.size() + 1);
    char32_t before = U'\x02';
    for (const char32_t symbol : symbols) {
        pairs.push_back((std::uint64_t{before} << 32) | symbol);
        before = symbol;
    }
    pairs.push_back((std::uint64_t{before} << 32) | U'\x03');
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

}  // namespace

void PairWeights::add_intent(const std::vector<std::u32string>& phrases) {
    std::set<std::uint64_t> own;
    for (const auto& phrase : phrases)
        for (const auto pair : symbol_pairs(phrase)) own.insert(pair);
    for (const auto pair : own) ++intents_with_[pair];
}

std::vector<SymbolPair> PairWeights::pairs_of(std::u32string_view symbols) const {
    std::vector<SymbolPair> weighted;
    for (const auto pair : symbol_pairs(symbols)) {
        const auto known = intents_with_.find(pair);
        weighted.push_back({pair, known == intents_with_.end() ? kUnseen : 1.0 / known->second});
    }
    return weighted;
}

double likeness(const std::vector<SymbolPair>& one, const std::vector<SymbolPair>& other) {
    double common = 0;
    double all = 0;
    auto a = one.begin();
    auto b = other.begin();
    while (a != one.end() || b != other.end()) {
        const bool take_one = b == other.end() || (a != one.end() && a->symbols <= b->symbols);
        const bool take_other = a == one.end() || (b != other.end() && b->symbols <= a->symbols);
        if (take_one && take_other) common += a->weight;
        if (take_one) all += (a++)->weight;
        if (take_other) all += (b++)->weight;
    }
    return 2 * common / all;
}

PhraseSkeleton to_skeleton(const Phrase& phrase, const std::vector<Entity>& entities) {
    PhraseSkeleton skeleton;
    for (const auto& part : phrase) {
        if (part.entity.empty()) {
            skeleton.literals.push_back(compared(part.text));
            skeleton.symbols += skeleton.literals.back();
            continue;
        }
        skeleton.aliases.push_back(part.alias);
        const auto found = std::find_if(entities.begin(), entities.end(), [&](const Entity& entity) {
            return part.entity.compare(1, std::string::npos, entity.name) == 0;
        });
        if (found == entities.end()) {
            skeleton.symbols += kAnySymbol;
            skeleton.has_any = true;
            continue;
        }
        const auto entity = static_cast<std::size_t>(found - entities.begin());
        skeleton.symbols += kEntitySymbol + static_cast<char32_t>(entity);
        skeleton.entities.push_back(entity);
    }
    std::sort(skeleton.entities.begin(), skeleton.entities.end());
    skeleton.entities.erase(std::unique(skeleton.entities.begin(), skeleton.entities.end()), skeleton.entities.end());
    return skeleton;
}

UtteranceSkeleton to_skeleton(const Utterance& utterance, const std::vector<Mention>& mentions) {
    UtteranceSkeleton skeleton;
    auto mention = mentions.begin();
    bool behind_slot = false;
    for (std::size_t letter = 0; letter < utterance.letters().size();) {
        const bool may_start = utterance.is_start(letter) || behind_slot;
        const bool is_break = utterance.is_break(letter);
        if (mention != mentions.end() && mention->begin == letter) {
            const auto symbol = kEntitySymbol + static_cast<char32_t>(mention->entity);
            skeleton.symbols.push_back({symbol, letter, mention->end, mention->entry, may_start, is_break});
            letter = mention->end;
            ++mention;
            behind_slot = true;
        } else {
            skeleton.symbols.push_back({utterance.letters()[letter], letter, letter + 1, 0, may_start, is_break});
            ++letter;
            behind_slot = false;
        }
    }
    return skeleton;
}

}  // namespace hub::local_agent
