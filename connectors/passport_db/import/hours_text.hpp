#pragma once

#include <string>
#include <string_view>

// Opening hours as shops write them. Pure; all take and return text in UTF-8.
namespace hub::passport_db {

// NFKC, in one line where it was in one, with "～" between times however the dash was written: 9:00～17:00.
std::string hours_text(std::string_view text);

// Of a text in which hours, closed days and anything else stand side by side: the part with the hours, without the
// closed days; empty when no time is in it.
std::string hours_in(std::string_view text);

// The part that says on which days it is closed (定休日：水曜 gives 水曜); empty when nothing says so.
std::string holidays_in(std::string_view text);

}  // namespace hub::passport_db
