#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hub::places {

// A number written in kanji or digits at the start of `letters`: 十二, 一二, 12. Nothing when it takes more than six
// letters; the value is less than ten million.
struct WrittenNumber {
    int value = 0;
    std::size_t length = 0;  // letters
    bool in_kanji = false;
};
std::optional<WrittenNumber> number_at(std::u32string_view letters);

// A number from 0 to kLargestInKanji as kanji: 12 as 十二.
inline constexpr int kLargestInKanji = 999;
std::u32string in_kanji(int number);

// A town's name apart from its 丁目: 浅香山町三丁 is 浅香山町, 3, 丁. A name without 丁目 has the number 0.
struct TownName {
    std::u32string base;
    int chome = 0;
    std::u32string unit;  // 丁 or 丁目
};
TownName split_town_name(std::u32string_view name);

}  // namespace hub::places
