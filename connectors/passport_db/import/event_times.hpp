#pragma once

#include <string>
#include <string_view>

namespace hub::passport_db {

// When an event takes place, in one line, from what its list says about beginning and end: 9:30～17:00, 13:30, or the
// prose of both. Times written as Excel's fraction of a day (0.375) are understood. Empty when nothing is said. Pure.
std::string time_text(std::string_view begin, std::string_view end);

}  // namespace hub::passport_db
