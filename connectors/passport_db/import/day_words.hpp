#pragma once

#include <optional>
#include <string_view>
#include <vector>

// What a text says about days, word by word. Pure.
namespace hub::passport_db {

struct DayWord {
    enum class Kind {
        day,    // a day, or without `day` a whole month
        until,  // a dash directly behind or before a day, or the words for it
        other   // anything else that could separate days
    };
    Kind kind = Kind::other;
    int year = 0;                       // 0: not written
    unsigned month = 0;                 // 0: not written, the month before counts
    unsigned day = 0;                   // 0: the whole month
    std::optional<unsigned> weekday{};  // 0 Sunday ... 6 Saturday, when one is written behind the day
};

// The words of a text in NFKC.
std::vector<DayWord> day_words(std::string_view text);

}  // namespace hub::passport_db
