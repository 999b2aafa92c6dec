#include "connectors/passport_db/import/event_times.hpp"

#include "connectors/passport_db/import/hours_text.hpp"
#include "connectors/passport_db/import/tables/workbook_numbers.hpp"
#include "connectors/passport_db/import/trimming.hpp"

namespace hub::passport_db {
namespace {

// One of the two cells, in one line; empty for a dash.
std::string one_time(std::string_view text) {
    auto line = in_one_line(hours_text(text));
    if (line.find_first_not_of('-') == std::string::npos || line == "ー") return {};
    if (line.starts_with("0.")) return shown_number(line, NumberLook::time, false);
    return line;
}

bool is_range(const std::string& time) { return time.find("～") != std::string::npos; }

}  // namespace

std::string time_text(std::string_view begin, std::string_view end) {
    const auto first = one_time(begin);
    const auto last = one_time(end);
    if (last.empty() || first == last) return first;
    if (first.empty()) return "～" + last;
    return is_range(first) || is_range(last) ? first + " ～ " + last : first + "～" + last;
}

}  // namespace hub::passport_db
