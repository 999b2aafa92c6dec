#include "connectors/local_agent/utterance.hpp"

#include <unicode/uchar.h>

#include "handlers/catalog/folding.hpp"

namespace hub::local_agent {
namespace {

bool is_passed_over(char32_t letter) { return letter == U' ' || u_ispunct(static_cast<UChar32>(letter)); }

bool breaks_a_sentence(char32_t letter) {
    return std::u32string_view(U"、。,!?").find(letter) != std::u32string_view::npos;
}

}  // namespace

std::u32string compared(std::string_view text) {
    auto letters = catalog::fold(text);
    std::erase_if(letters, is_passed_over);
    return letters;
}

Utterance::Utterance(std::string_view text) : text_(text) {
    const auto folded = catalog::fold_with_origins(text);
    bool starts = true;
    bool breaks = false;
    for (std::size_t index = 0; index < folded.text.size(); ++index) {
        if (is_passed_over(folded.text[index])) {
            starts = true;
            breaks = breaks || breaks_a_sentence(folded.text[index]);
            continue;
        }
        letters_ += folded.text[index];
        starts_.push_back(starts);
        breaks_.push_back(breaks);
        origins_.push_back({folded.origins[index].begin, folded.origins[index].end});
        starts = false;
        breaks = false;
    }
}

std::string Utterance::written(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    return text_.substr(origins_[begin].begin, origins_[end - 1].end - origins_[begin].begin);
}

std::vector<std::string> Utterance::clauses() const {
    std::vector<std::string> found;
    std::size_t begin = 0;
    for (std::size_t letter = 1; letter <= letters_.size(); ++letter) {
        if (letter < letters_.size() && !breaks_[letter]) continue;
        found.push_back(written(begin, letter));
        begin = letter;
    }
    return found;
}

}  // namespace hub::local_agent
