#include "connectors/passport_db/import/tables/workbook_numbers.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>

#include <date/date.h>

namespace hub::passport_db {
namespace {

constexpr int kLastDay = 2958465;  // 9999-12-31
constexpr int kMinutesADay = 24 * 60;

NumberLook look(bool day, bool time) {
    if (day) return time ? NumberLook::day_and_time : NumberLook::day;
    return time ? NumberLook::time : NumberLook::plain;
}

bool is_between(int value, int first, int last) { return value >= first && value <= last; }

std::string clock_text(int minutes) {
    char text[16];
    std::snprintf(text, sizeof text, "%d:%02d", minutes / 60, minutes % 60);
    return text;
}

}  // namespace

NumberLook look_of_builtin(int format) {
    if (format == 22) return NumberLook::day_and_time;
    // 27 to 36 and 50 to 58 are the formats of Japanese, Chinese and Korean editions; 32 and 33 of them are times.
    if (is_between(format, 18, 21) || is_between(format, 45, 47) || format == 32 || format == 33)
        return NumberLook::time;
    if (is_between(format, 14, 17) || is_between(format, 27, 36) || is_between(format, 50, 58)) return NumberLook::day;
    return NumberLook::plain;
}

// Only the first section counts (the others are for negative numbers and zero); quoted texts, [colours] and escaped
// characters are no codes. An m is a month beside y or d, else minutes.
NumberLook look_of_code(std::string_view code) {
    if (code == "General") return NumberLook::plain;
    bool day = false;
    bool time = false;
    bool month_or_minute = false;
    for (std::size_t index = 0; index < code.size() && code[index] != ';'; ++index) {
        const char character = static_cast<char>(code[index] | 0x20);
        if (code[index] == '"') index = std::min(code.find('"', index + 1), code.size());
        else if (code[index] == '[') {
            const auto end = std::min(code.find(']', index), code.size());
            const auto inner = code.substr(index + 1, end - index - 1);
            time = time || inner == "h" || inner == "hh" || inner == "m" || inner == "mm" || inner == "s";
            index = end;
        } else if (code[index] == '\\' || code[index] == '_' || code[index] == '*') ++index;
        else if (character == 'y' || character == 'd' || character == 'e' || character == 'g')
            day = day || character != 'g';
        else if (character == 'h' || character == 's') time = true;
        else if (character == 'm') month_or_minute = true;
        else if (code[index] == '0' || code[index] == '#') return NumberLook::plain;
    }
    return look(day || (month_or_minute && !time), time);
}

std::string shown_number(const std::string& number, NumberLook look, bool from_1904) {
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    const bool is_number = error == std::errc() && end == number.data() + number.size();
    if (!is_number || look == NumberLook::plain || !(value >= 0 && value <= kLastDay)) return number;
    auto days = static_cast<int>(std::floor(value));
    auto minutes = static_cast<int>(std::lround((value - days) * kMinutesADay));
    if (minutes == kMinutesADay) ++days, minutes = 0;
    if (look == NumberLook::time && days == 0) return clock_text(minutes);
    // Excel believes in 1900-02-29, so its days from March 1900 on count from 1899-12-30.
    const auto first =
        from_1904 ? date::sys_days(date::year{1904} / 1 / 1) : date::sys_days(date::year{1899} / 12 / 30);
    const auto text = date::format("%F", first + date::days(days));
    return look == NumberLook::day && minutes == 0 ? text : text + " " + clock_text(minutes);
}

}  // namespace hub::passport_db
