#include "connectors/local_agent/symbols.hpp"

#include <algorithm>

namespace hub::local_agent {
namespace {

bool is_kanji(char32_t symbol) { return symbol >= 0x4E00 && symbol < 0xA000; }

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
    constexpr int kBits = 21;  // of a symbol
    std::vector<Gram> grams;
    std::u32string symbols;
    for (const auto symbol : all) {
        if (symbol >= kValueSymbol) grams.push_back(symbol);
        else symbols += symbol;
    }
    for (std::size_t at = 0; at < symbols.size(); ++at) {
        if (symbols[at] >= kEntitySymbol || is_kanji(symbols[at])) grams.push_back(symbols[at]);
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
