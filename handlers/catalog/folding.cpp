#include "handlers/catalog/folding.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

namespace hub::catalog {
namespace {

constexpr char32_t kLongMark = U'ー';
constexpr char32_t kVoicedMark = 0x3099;      // combining; with the next one all that may still compose
constexpr char32_t kSemiVoicedMark = 0x309A;

const icu::Normalizer2& normalizer() {
    static const icu::Normalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC_Casefold data");
        return found;
    }();
    return *instance;
}

std::u32string normalised(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString result = normalizer().normalize(text, status);
    if (U_FAILURE(status)) throw std::bad_alloc();
    std::u32string characters(static_cast<std::size_t>(result.countChar32()), U'\0');
    result.toUTF32(reinterpret_cast<UChar32*>(characters.data()), static_cast<std::int32_t>(characters.size()), status);
    return characters;
}

bool is_dash(char32_t character) {
    return character == U'-' || character == U'~' || (character >= 0x2010 && character <= 0x2015) ||
           character == 0x2053 || character == 0x2212 || character == 0x223C || character == 0x2500 ||
           character == 0x2501 || character == 0x301C || character == 0x3030 || character == 0x30FC;
}

char32_t simplified(char32_t character) {
    if (character >= 0x30A1 && character <= 0x30F6) character -= 0x60;  // katakana to hiragana
    if (character == 0x3095) return U'か';                               // ヵ, ヶ: 関ヶ原, 関ケ原
    if (character == 0x3096) return U'け';
    if (character == 0x30FD || character == 0x30FE) return character - 0x60;  // ヽ ヾ
    if (is_dash(character)) return kLongMark;
    if (u_isUWhiteSpace(static_cast<UChar32>(character))) return U' ';
    return character;
}

// False when the character only lengthens a run of blanks or long marks, or is a blank at the start.
bool is_kept(const std::u32string& before, char32_t character) {
    if (character == U' ') return !before.empty() && before.back() != U' ';
    return character != kLongMark || before.empty() || before.back() != kLongMark;
}

std::u32string simplified(std::u32string characters) {
    for (auto& character : characters) character = simplified(character);
    return characters;
}

// One normalisation segment. A mark after a simplified letter may compose once more: ヶ゛ becomes け゛ becomes げ.
std::u32string fold_segment(const icu::UnicodeString& text) {
    auto characters = simplified(normalised(text));
    const auto may_compose = [](char32_t one) { return one == kVoicedMark || one == kSemiVoicedMark; };
    if (std::none_of(characters.begin(), characters.end(), may_compose)) return characters;
    return simplified(normalised(icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(characters.data()),
                                                               static_cast<std::int32_t>(characters.size()))));
}

icu::UnicodeString from_utf8(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

}  // namespace

std::u32string fold(std::string_view utf8) {
    std::u32string folded;
    for (const char32_t character : fold_segment(from_utf8(utf8)))
        if (is_kept(folded, character)) folded += character;
    while (!folded.empty() && folded.back() == U' ') folded.pop_back();
    return folded;
}

std::u32string fold_name(std::string_view utf8) {
    auto folded = fold(utf8);
    std::erase_if(folded, [](char32_t character) { return character == U' ' || character == U'・'; });
    return folded;
}

FoldedText fold_with_origins(std::string_view utf8) {
    FoldedText folded;
    const auto add = [&](std::size_t begin, std::size_t end) {
        for (const char32_t character : fold_segment(from_utf8(utf8.substr(begin, end - begin)))) {
            if (!is_kept(folded.text, character)) continue;
            folded.text += character;
            folded.origins.push_back({begin, end});
        }
    };
    const auto length = static_cast<std::int32_t>(utf8.size());
    std::size_t segment = 0;
    for (std::int32_t at = 0; at < length;) {
        const auto begin = static_cast<std::size_t>(at);
        UChar32 character = 0;
        U8_NEXT_OR_FFFD(utf8.data(), at, length, character);
        if (begin == segment || !normalizer().hasBoundaryBefore(character)) continue;
        add(segment, begin);
        segment = begin;
    }
    if (segment < utf8.size()) add(segment, utf8.size());
    while (!folded.text.empty() && folded.text.back() == U' ') {
        folded.text.pop_back();
        folded.origins.pop_back();
    }
    return folded;
}

std::string to_utf8(std::u32string_view text) {
    std::string utf8;
    icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()), static_cast<std::int32_t>(text.size()))
        .toUTF8String(utf8);
    return utf8;
}

std::size_t count_code_points(std::string_view utf8) {
    const auto starts = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), starts));
}

std::string shortened(std::string_view utf8, std::size_t longest) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if ((static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U) continue;
        if (seen++ == longest) return std::string(utf8.substr(0, at)) + "…";
    }
    return std::string(utf8);
}

bool is_kana(char32_t character) { return (character >= 0x3041 && character <= 0x309F) || character == kLongMark; }

}  // namespace hub::catalog
