#include "connectors/local_agent/symbols.hpp"

#include <algorithm>

namespace hub::local_agent {
namespace {

constexpr int kBits = 21;             // of a symbol
constexpr std::size_t kTogether = 5;  // words

bool is_kanji(char32_t symbol) { return symbol >= 0x4E00 && symbol < 0xA000; }

// What stands in one sentence says something together, whatever is between: two of a sentence's mentions and kanji.
void add_pairs(std::u32string_view words, std::vector<Gram>& grams) {
    constexpr Gram kPair = Gram{1} << 63;
    for (std::size_t one = 0; one < words.size(); ++one)
        for (auto other = one + 1; other < std::min(words.size(), one + 1 + kTogether); ++other) {
            const auto [low, high] = std::minmax(words[one], words[other]);
            grams.push_back(kPair | (Gram{low} << kBits) | high);
        }
}

}  // namespace

std::u32string symbols_of(const Utterance& utterance, const std::vector<Mention>& mentions, std::size_t begin,
                          std::size_t end) {
    std::u32string symbols(1, kEdge);
    auto mention = mentions.begin();
    for (auto letter = begin; letter < end;) {
        while (mention != mentions.end() && mention->begin < letter) ++mention;
        if (letter > begin && utterance.is_break(letter)) symbols += kEdge;
        if (mention != mentions.end() && mention->begin == letter && mention->end <= end) {
            symbols += kEntitySymbol + static_cast<char32_t>(mention->entity);
            letter = mention->end;
        } else {
            symbols += utterance.letters()[letter++];
        }
    }
    symbols += kEdge;
    return symbols;
}

std::u32string symbols_with_values(const Utterance& utterance, const std::vector<Mention>& mentions, std::size_t begin,
                                   std::size_t end) {
    auto symbols = symbols_of(utterance, mentions, begin, end);
    for (const auto& mention : mentions)
        if (mention.begin >= begin && mention.end <= end && mention.entry != Mention::kUnlisted)
            symbols += kValueSymbol + static_cast<char32_t>(mention.entry);
    return symbols;
}

std::vector<Gram> grams_of(std::u32string_view all) {
    std::vector<Gram> grams;
    std::u32string symbols;
    std::u32string words;
    std::u32string values;
    for (const auto symbol : all) {
        (symbol >= kValueSymbol ? values : symbols) += symbol;
        if (symbol < kValueSymbol && (symbol >= kEntitySymbol || is_kanji(symbol))) words += symbol;
    }
    words += values;
    grams.assign(words.begin(), words.end());
    add_pairs(words, grams);
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (at + 1 >= symbols.size()) break;
        const Gram pair = (Gram{symbols[at]} << kBits) | symbols[at + 1];
        grams.push_back(pair);
        if (at + 2 < symbols.size()) grams.push_back((pair << kBits) | symbols[at + 2]);
    }
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

}  // namespace hub::local_agent
