#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "handlers/catalog/folding.hpp"

// The letters that opening hours are written in, folded, for those who read words and times of them.
namespace hub::catalog {

inline bool is_one_of(char32_t letter, std::u32string_view letters) { return letters.find(letter) != letters.npos; }
inline bool is_digit(char32_t letter) { return letter >= U'0' && letter <= U'9'; }
inline bool is_latin(char32_t letter) { return letter >= U'a' && letter <= U'z'; }
inline bool is_letter(char32_t letter) {
    const bool is_ideograph = letter >= 0x4E00 && letter <= 0x9FFF;
    return (is_kana(letter) && letter != U'ー') || is_latin(letter) || is_ideograph;
}

// A text that may be looked at before its beginning and behind its end: nothing is there.
class HoursLetters {
public:
    explicit HoursLetters(std::u32string text) : text_(std::move(text)) {}

    std::size_t size() const { return text_.size(); }
    std::u32string_view from(std::size_t at) const { return std::u32string_view(text_).substr(at); }
    char32_t at(std::size_t at) const { return at < text_.size() ? text_[at] : U'\0'; }
    char32_t before(std::size_t at) const { return at > 0 ? text_[at - 1] : U'\0'; }
    bool starts(std::u32string_view part, std::size_t at) const { return text_.compare(at, part.size(), part) == 0; }

    std::size_t behind_blanks(std::size_t at) const {
        while (this->at(at) == U' ') ++at;
        return at;
    }

    // The number at `at`, of no more than `most` digits; `at` is moved behind it.
    std::optional<int> digits(std::size_t& at, std::size_t most) const {
        int value = 0;
        std::size_t count = 0;
        while (is_digit(this->at(at + count)) && count < most)
            value = value * 10 + static_cast<int>(this->at(at + count++) - U'0');
        if (count == 0) return std::nullopt;
        at += count;
        return value;
    }

private:
    std::u32string text_;
};

}  // namespace hub::catalog
