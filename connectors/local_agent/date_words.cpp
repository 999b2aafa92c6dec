#include "connectors/local_agent/date_words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace hub::local_agent {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;
using Letters = std::u32string_view;

struct Span {
    std::size_t length;  // letters
    bool is_period;
    sys_days first;
    sys_days last;
    bool is_real = true;  // else a day that no calendar has, passed over as a whole
};

Span no_such_day(std::size_t length) { return {length, false, {}, {}, false}; }

year_month_day ymd(sys_days date) { return year_month_day(date); }

sys_days monday_of(sys_days date) { return date - (weekday(date) - std::chrono::Monday); }

std::optional<sys_days> in_year(year which, unsigned of_month, unsigned of_day) {
    const year_month_day date(which, month(of_month), day(of_day));
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
}

// The next day of this month and day, today included.
std::optional<sys_days> next_date(sys_days today, unsigned of_month, unsigned of_day) {
    const auto this_year = ymd(today).year();
    for (int later = 0; later <= 8; ++later) {  // the 29th of February can be eight years away
        const auto date = in_year(this_year + std::chrono::years(later), of_month, of_day);
        if (date && *date >= today) return date;
    }
    return std::nullopt;
}

Span whole_month(std::size_t length, std::chrono::year_month which) {
    const sys_days first(which / 1);
    const sys_days last(which / std::chrono::last);
    return {length, true, first, last};
}

// A holiday time that comes every year: the one that is on, else the next one.
Span season(std::size_t length, sys_days today, unsigned first_month, unsigned first_day, int length_days) {
    const auto this_year = ymd(today).year();
    for (int later = -1;; ++later) {
        const auto first = in_year(this_year + std::chrono::years(later), first_month, first_day);
        const auto last = *first + days(length_days - 1);
        if (last >= today) return {length, true, *first, last};
    }
}

Span weekend(std::size_t length, sys_days today, int weeks_later) {
    auto saturday = monday_of(today) + days(5 + 7 * weeks_later);
    const auto sunday = saturday + days(1);
    if (weeks_later == 0 && today > saturday) saturday = today;
    return {length, true, saturday, sunday};
}

struct DayName {
    Letters name;
    int later;
};
constexpr DayName kDays[] = {{U"今日", 0},   {U"本日", 0},   {U"今夜", 0},   {U"今晩", 0},
                             {U"明日", 1},   {U"明後日", 2}, {U"あさって", 2}, {U"しあさって", 3}};

struct Feast {
    Letters name;
    unsigned month;
    unsigned day;
};
constexpr Feast kFeasts[] = {{U"くりすます", 12, 25},   {U"くりすますいぶ", 12, 24}, {U"はろうぃん", 10, 31},
                             {U"はろういん", 10, 31},   {U"七夕", 7, 7},             {U"節分", 2, 3},
                             {U"ひな祭り", 3, 3},       {U"ひなまつり", 3, 3},       {U"ばれんたいん", 2, 14},
                             {U"子の日", 5, 5},         {U"元日", 1, 1},             {U"大晦日", 12, 31}};

struct Season {
    Letters name;
    unsigned month;
    unsigned day;
    int length;
};
constexpr Season kSeasons[] = {
    {U"夏休み", 7, 20, 43}, {U"冬休み", 12, 24, 15}, {U"春休み", 3, 25, 14},   {U"ごーるでんういーく", 4, 29, 8},
    {U"gw", 4, 29, 8},      {U"お盆", 8, 13, 4},     {U"年末年始", 12, 28, 8}, {U"お正月", 1, 1, 3},
    {U"正月", 1, 1, 3},     {U"年明け", 1, 4, 7},    {U"年末", 12, 25, 7}};

constexpr Letters kWeekdays = U"日月火水木金土";

std::optional<Span> named_day(Letters text, sys_days today) {
    std::optional<Span> best;
    const auto take = [&](Letters name, sys_days date) {
        if (text.starts_with(name) && (!best || name.size() > best->length)) best = Span{name.size(), false, date, date};
    };
    for (const auto& one : kDays) take(one.name, today + days(one.later));
    for (const auto& feast : kFeasts) take(feast.name, *next_date(today, feast.month, feast.day));
    return best;
}

std::optional<Span> named_period(Letters text, sys_days today) {
    for (const auto& one : kSeasons)
        if (text.starts_with(one.name)) return season(one.name.size(), today, one.month, one.day, one.length);
    const auto starts = [text](Letters name) { return text.starts_with(name); };
    if (starts(U"今週末") || starts(U"今度の土日") || starts(U"今週の土日"))
        return weekend(starts(U"今週末") ? 3 : 5, today, 0);
    if (starts(U"来週の週末") || starts(U"来週の土日")) return weekend(5, today, 1);
    if (starts(U"今度の週末") || starts(U"今週の週末")) return weekend(5, today, 0);
    if (starts(U"来週末")) return weekend(3, today, 1);
    if (starts(U"土日祝")) return weekend(3, today, 0);
    if (starts(U"週末") || starts(U"土日")) return weekend(2, today, 0);
    const auto monday = monday_of(today);
    if (starts(U"再来週")) return Span{3, true, monday + days(14), monday + days(20)};
    if (starts(U"来週")) return Span{2, true, monday + days(7), monday + days(13)};
    if (starts(U"今週")) return Span{2, true, today, monday + days(6)};
    const std::chrono::year_month now(ymd(today).year(), ymd(today).month());
    if (starts(U"再来月")) return whole_month(3, now + std::chrono::months(2));
    if (starts(U"来月")) return whole_month(2, now + std::chrono::months(1));
    const sys_days month_end(now / std::chrono::last);
    if (starts(U"今月末")) return Span{3, true, std::max(today, month_end - days(6)), month_end};
    if (starts(U"今月中")) return Span{3, true, today, month_end};
    if (starts(U"月末")) return Span{2, true, std::max(today, month_end - days(6)), month_end};
    if (starts(U"今月")) return whole_month(2, now);
    if (starts(U"年内")) return Span{2, true, today, *in_year(now.year(), 12, 31)};
    if (starts(U"今年")) return Span{2, true, today, *in_year(now.year(), 12, 31)};
    return std::nullopt;
}

// 土曜日, 土曜, 来週の土曜日.
std::optional<Span> weekday_name(Letters text, sys_days today) {
    struct Week {
        Letters name;
        int later;
    };
    static constexpr Week kWeeks[] = {{U"再来週の", 2}, {U"来週の", 1}, {U"今週の", 0}, {U"今度の", -1}, {U"次の", -1}};
    std::size_t length = 0;
    int week = -1;  // simply the next one
    for (const auto& one : kWeeks)
        if (text.starts_with(one.name)) {
            length = one.name.size();
            week = one.later;
            break;
        }
    if (text.size() < length + 2 || text[length + 1] != U'曜') return std::nullopt;
    const auto number = kWeekdays.find(text[length]);
    if (number == Letters::npos) return std::nullopt;
    const weekday wanted(static_cast<unsigned>(number));
    length += 2;
    if (text.size() > length && text[length] == U'日') ++length;
    const auto date = week < 0 ? today + (wanted - weekday(today)) : monday_of(today) + days(7 * week) + (wanted - std::chrono::Monday);
    return Span{length, false, date, date};
}

// One or two digits; 0 when there are none or more.
unsigned small_number(Letters text, std::size_t& length) {
    unsigned value = 0;
    length = 0;
    while (length < text.size() && text[length] >= U'0' && text[length] <= U'9') {
        if (length == 2) return 0;
        value = value * 10 + static_cast<unsigned>(text[length++] - U'0');
    }
    return value;
}

// 7月10日 and 7月 behind what may name the year, whose letters count to the length.
std::optional<Span> month_name(Letters text, std::size_t year_length, std::optional<year> which, sys_days today) {
    const auto behind_year = text.substr(year_length);
    std::size_t digits = 0;
    const auto of_month = small_number(behind_year, digits);
    if (of_month == 0 || !behind_year.substr(digits).starts_with(U"月")) return std::nullopt;
    const auto behind_month = behind_year.substr(digits + 1);
    const auto length = year_length + digits + 1;
    std::size_t day_digits = 0;
    const auto of_day = small_number(behind_month, day_digits);
    if (of_day > 0 && behind_month.substr(day_digits).starts_with(U"日")) {
        const auto date = which ? in_year(*which, of_month, of_day) : next_date(today, of_month, of_day);
        return date ? Span{length + day_digits + 1, false, *date, *date} : no_such_day(length + day_digits + 1);
    }
    if (behind_month.starts_with(U"齢")) return std::nullopt;
    if (of_month > 12) return no_such_day(length);
    const auto now = ymd(today);
    const auto next = month(of_month) < now.month() ? now.year() + std::chrono::years(1) : now.year();
    return whole_month(length, std::chrono::year_month(which.value_or(next), month(of_month)));
}

// 2027年4月10日, 2027年4月.
std::optional<Span> with_year(Letters text, sys_days today) {
    constexpr std::size_t kDigits = 4;
    if (text.size() <= kDigits || text[kDigits] != U'年') return std::nullopt;
    int which = 0;
    for (const auto digit : text.substr(0, kDigits)) {
        if (digit < U'0' || digit > U'9') return std::nullopt;
        which = which * 10 + static_cast<int>(digit - U'0');
    }
    return month_name(text, kDigits + 1, year(which), today);
}

// 10日, not 10日間.
std::optional<Span> day_of_month(Letters text, sys_days today) {
    std::size_t digits = 0;
    const auto number = small_number(text, digits);
    if (number == 0 || !text.substr(digits).starts_with(U"日")) return std::nullopt;
    const auto behind = digits + 1 < text.size() ? text[digits + 1] : U' ';
    if (Letters(U"間前後分").find(behind) != Letters::npos) return std::nullopt;
    for (int later = 0; later <= 2; ++later) {
        const auto which = std::chrono::year_month(ymd(today).year(), ymd(today).month()) + std::chrono::months(later);
        const auto date = in_year(which.year(), static_cast<unsigned>(which.month()), number);
        if (date && *date >= today) return Span{digits + 1, false, *date, *date};
    }
    return std::nullopt;
}

// The / of 12/24 is no letter; it shows in what was written.
std::optional<Span> with_slash(const Utterance& utterance, std::size_t at, sys_days today) {
    const Letters letters(utterance.letters());
    for (std::size_t first = 1; first <= 2; ++first)
        for (std::size_t second = 1; second <= 2; ++second) {
            const auto end = at + first + second;
            if (end > letters.size() || !utterance.is_start(at + first)) continue;
            std::size_t length = 0;
            const auto of_month = small_number(letters.substr(at, first), length);
            if (length != first) continue;
            const auto of_day = small_number(letters.substr(at + first, second), length);
            const bool goes_on = end < letters.size() && utterance.script(end) == Script::digit && !utterance.is_start(end);
            if (length != second || goes_on || of_month == 0 || of_month > 12 || of_day == 0) continue;
            if (utterance.written(at, end).find_first_of("/") == std::string::npos &&
                utterance.written(at, end).find("／") == std::string::npos)
                continue;
            if (const auto date = next_date(today, of_month, of_day)) return Span{first + second, false, *date, *date};
        }
    return std::nullopt;
}

std::optional<Span> span_at(const Utterance& utterance, std::size_t at, sys_days today) {
    const bool in_number = at > 0 && utterance.script(at) == Script::digit && utterance.script(at - 1) == Script::digit &&
                           !utterance.is_start(at);
    if (in_number) return std::nullopt;
    const auto text = Letters(utterance.letters()).substr(at);
    std::optional<Span> best;
    for (const auto& found : {weekday_name(text, today), named_period(text, today), named_day(text, today),
                              with_slash(utterance, at, today), with_year(text, today),
                              month_name(text, 0, std::nullopt, today), day_of_month(text, today)})
        if (found && (!best || found->length > best->length)) best = found;
    return best;
}

std::string timestamp(sys_days date) {
    char text[40];
    const auto parts = ymd(date);
    std::snprintf(text, sizeof(text), "\"%04d-%02u-%02uT12:00:00+09:00\"", static_cast<int>(parts.year()),
                  static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return text;
}

}  // namespace

std::vector<DateWord> date_words(const Utterance& utterance, sys_days today) {
    std::vector<DateWord> found;
    for (std::size_t at = 0; at < utterance.size();) {
        const auto span = span_at(utterance, at, today);
        if (!span) {
            ++at;
            continue;
        }
        if (span->is_real) found.push_back({at, at + span->length, span->is_period, span->first, span->last});
        at += span->length;
    }
    return found;
}

std::string to_json(const DateWord& word) {
    if (!word.is_period) return timestamp(word.first);
    return "{\"startDate\":" + timestamp(word.first) + ",\"endDate\":" + timestamp(word.last) + "}";
}

}  // namespace hub::local_agent
