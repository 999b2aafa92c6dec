#include "handlers/places/town_name.hpp"

#include "handlers/places/address_letters.hpp"

namespace hub::places {
namespace {

constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
constexpr std::size_t kLongestNumber = 6;

int digit_value(char32_t letter) { return static_cast<int>(kDigits.find(letter)); }

// 二十三, 百五, 一二三 (as digits) and 〇.
int kanji_value(std::u32string_view numerals) {
    int total = 0;
    int pending = 0;
    for (const char32_t letter : numerals) {
        if (letter == U'十' || letter == U'百') {
            total += (pending == 0 ? 1 : pending) * (letter == U'十' ? 10 : 100);
            pending = 0;
        } else {
            pending = pending * 10 + digit_value(letter);
        }
    }
    return total + pending;
}

}  // namespace

std::optional<WrittenNumber> number_at(std::u32string_view letters) {
    WrittenNumber number;
    while (number.length < letters.size() && is_digit(letters[number.length])) {
        if (number.length == kLongestNumber) return std::nullopt;
        number.value = number.value * 10 + static_cast<int>(letters[number.length++] - U'0');
    }
    if (number.length > 0) return number;
    while (number.length < letters.size() && is_numeral(letters[number.length])) {
        if (number.length == kLongestNumber) return std::nullopt;
        ++number.length;
    }
    if (number.length == 0) return std::nullopt;
    number.value = kanji_value(letters.substr(0, number.length));
    number.in_kanji = true;
    return number;
}

std::u32string in_kanji(int number) {
    std::u32string text;
    for (const auto& [unit, letter] : {std::pair(100, U'百'), std::pair(10, U'十')}) {
        const int count = number / unit % 10;
        if (count > 1) text += kDigits[static_cast<std::size_t>(count)];
        if (count > 0) text += letter;
    }
    if (number % 10 != 0 || number == 0) text += kDigits[static_cast<std::size_t>(number % 10)];
    return text;
}

TownName split_town_name(std::u32string_view name) {
    TownName town;
    town.base = name;
    for (const std::u32string_view unit : {std::u32string_view(U"丁目"), std::u32string_view(U"丁")}) {
        if (!name.ends_with(unit)) continue;
        const auto stem = name.substr(0, name.size() - unit.size());
        auto begin = stem.size();
        while (begin > 1 && (is_numeral(stem[begin - 1]) || is_digit(stem[begin - 1]))) --begin;
        const auto number = number_at(stem.substr(begin));
        if (!number || begin + number->length != stem.size()) break;
        town.base = stem.substr(0, begin);
        town.chome = number->value;
        town.unit = unit;
        break;
    }
    return town;
}

}  // namespace hub::places
