#pragma once

#include <string>
#include <string_view>

// How Excel writes days and times: as numbers that only a cell's format tells from others. Pure.
namespace hub::passport_db {

enum class NumberLook { plain, day, time, day_and_time };

// What a number looks like under one of Excel's own formats (by number) or one of the workbook's (by its code).
NumberLook look_of_builtin(int format);
NumberLook look_of_code(std::string_view code);

// The text of a number under a look: 2026-08-05, 9:30, 2026-08-05 13:30; the number itself when it is plain or no day
// of the calendar Excel knows. `from_1904`: whether the workbook counts days from 1904.
std::string shown_number(const std::string& number, NumberLook look, bool from_1904);

}  // namespace hub::passport_db
