#include "portal/api/format.hpp"

#include <algorithm>
#include <chrono>

#include "router/core/clock.hpp"
#include "router/core/ids.hpp"

namespace hub::portal {
namespace {

// RFC 3339 full-date that exists in the calendar.
bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto number = [&](std::size_t start, std::size_t length) {
        int value = 0;
        for (const char digit : text.substr(start, length)) {
            if (digit < '0' || digit > '9') return -1;
            value = value * 10 + (digit - '0');
        }
        return value;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    if (year < 0 || month < 0 || day < 0) return false;
    return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                       std::chrono::day(static_cast<unsigned>(day)))
        .ok();
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
    if (name == "int32") return Format::int32;
    if (name == "int64") return Format::int64;
    if (name == "double") return Format::floating;
    if (name == "uuid") return Format::uuid;
    if (name == "date") return Format::date;
    if (name == "date-time") return Format::date_time;
    return std::nullopt;
}

bool has_format(std::string_view text, Format format) {
    switch (format) {
        case Format::uuid: return is_uuid(text);
        case Format::date: return is_date(text);
        case Format::date_time: return is_date(text.substr(0, 10)) && from_rfc3339(text).ok();
        default: return true;
    }
}

}  // namespace hub::portal
