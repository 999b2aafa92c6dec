#pragma once

#include <string_view>
#include <vector>

#include "handlers/catalog/opening_hours.hpp"

// The words that opening hours are written in.
namespace hub::catalog {

struct HoursWord {
    enum class Kind {
        time,          // minutes
        number,        // a bare number: the 9 of 9～17時, or none of our business
        to,            // ～, から
        days,          // 土日, 第2・4火曜, 平日, 祝日
        date,          // month * 100 + day; with a year it is no rule
        year_end,      // 年末年始, 正月, お盆: year_days
        opens,         // 開店, オープン between the two times
        hours_follow,  // 営業時間; 営業日, of open days
        closed,        // 定休日, 休み
        never_closed,  // 無休
        all_day,       // 24時間, 終日
        irregular,     // 不定休, 臨時休業あり
        differs,       // 曜日により異なる
        sometimes,     // 隔週, 月2回
        afternoon,     // 午後 where no time follows
        last_order,    // LO, 受付: the time with it is no end of the hours
        on_holiday,    // 祝日の場合
        next_day,      // 翌日
        except,        // を除く
        open_bracket,
        close_bracket,
        separator,  // 、・／ and new lines
        other
    };
    Kind kind = Kind::other;
    int value = 0;              // time, number, date, afternoon
    DayPattern days{};          // days
    YearDays year_days{};       // year_end
    bool maybe = false;         // year_end: shops differ
    bool not_holidays = false;  // days: 平日
    bool open_days = false;     // hours_follow: 営業日
    bool afternoon = false;     // time: 午後 or pm was said
    bool colon = false;         // separator
    std::size_t begin = 0;      // in the folded text
    std::size_t end = 0;
};

// The words of a text from left to right. Blanks only part words; a run of anything else is one `other`.
std::vector<HoursWord> read_hours_words(std::string_view text);

}  // namespace hub::catalog
