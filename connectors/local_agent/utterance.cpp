#include "connectors/local_agent/utterance.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "connectors/local_agent/spelling.hpp"
#include "handlers/catalog/folding.hpp"

namespace hub::local_agent {
namespace {

bool is_passed_over(char32_t letter) {
    const auto category = U_GET_GC_MASK(static_cast<UChar32>(letter));
    return letter == U' ' || (category & (U_GC_P_MASK | U_GC_SO_MASK | U_GC_SK_MASK | U_GC_C_MASK)) != 0;
}

bool is_one_of(char32_t letter, std::u32string_view letters) { return letters.find(letter) != letters.npos; }

bool breaks_a_sentence(char32_t letter) { return is_one_of(letter, U"、。,!?"); }

// ねぇ and ねえ are the same.
char32_t with_large_vowel(char32_t letter) { return is_one_of(letter, U"ぁぃぅぇぉ") ? letter + 1 : letter; }

Script script_of(std::string_view utf8) {
    std::int32_t at = 0;
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(utf8.data(), at, static_cast<std::int32_t>(utf8.size()), character);
    if (u_isdigit(character)) return Script::digit;
    if (character == 0x30FC || (character >= 0xFF66 && character <= 0xFF9F)) return Script::katakana;  // ー, half-width
    if (character == 0x3005) return Script::kanji;                                                      // 々
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(character, &status)) {
        case USCRIPT_HAN: return Script::kanji;
        case USCRIPT_KATAKANA: return Script::katakana;
        case USCRIPT_HIRAGANA: return Script::hiragana;
        case USCRIPT_LATIN: return Script::latin;
        default: return Script::other;
    }
}

std::size_t count_characters(std::string_view utf8) { return catalog::count_code_points(utf8); }

}  // namespace

std::u32string compared(std::string_view text) { return Utterance(text).letters(); }

Utterance::Utterance(std::string_view text) : text_(text) {
    const auto folded = catalog::fold_with_origins(text);
    bool starts = true;
    bool breaks = false;
    bool ends_sentence = false;
    for (std::size_t index = 0; index < folded.text.size(); ++index) {
        const auto& origin = folded.origins[index];
        const auto from = text_.substr(origin.begin, origin.end - origin.begin);
        if (is_passed_over(folded.text[index])) {
            const bool line_feed = from.find('\n') != from.npos;
            starts = true;
            breaks = breaks || line_feed || breaks_a_sentence(folded.text[index]);
            ends_sentence = ends_sentence || line_feed || is_one_of(folded.text[index], U"。!?");
            continue;
        }
        letters_ += with_large_vowel(folded.text[index]);
        origins_.push_back({origin.begin, origin.end, script_of(from), starts, breaks, ends_sentence});
        starts = breaks = ends_sentence = false;
    }
    unify_spellings();
}

void Utterance::unify_spellings() {
    std::size_t to = 0;
    for (std::size_t from = 0; from < letters_.size();) {
        const auto* spelling = spelling_at(std::u32string_view(letters_).substr(from));
        if (spelling == nullptr) {
            letters_[to] = letters_[from];
            origins_[to++] = origins_[from++];
            continue;
        }
        // The last letter stands for all that is left over.
        const auto length = spelling->compared.size();
        const auto last_end = origins_[from + spelling->written.size() - 1].end;
        for (std::size_t letter = 0; letter < length; ++letter) {
            letters_[to + letter] = spelling->compared[letter];
            origins_[to + letter] = origins_[from + letter];
            origins_[to + letter].script = Script::hiragana;  // a word, no part of a name
        }
        to += length;
        origins_[to - 1].end = last_end;
        from += spelling->written.size();
    }
    letters_.resize(to);
    origins_.resize(to);
}

std::string Utterance::written(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    return text_.substr(origins_[begin].begin, origins_[end - 1].end - origins_[begin].begin);
}

std::size_t Utterance::first_character(std::size_t letter) const {
    return count_characters(std::string_view(text_).substr(0, origins_[letter].begin));
}

std::size_t Utterance::last_character(std::size_t letter) const {
    return count_characters(std::string_view(text_).substr(0, origins_[letter].end));
}

}  // namespace hub::local_agent
