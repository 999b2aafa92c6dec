#include "handlers/catalog/opening_hours.hpp"

#include <algorithm>
#include <bit>

namespace hub::catalog {
namespace {

using namespace std::chrono;

constexpr int kDay = 24 * 60;

JapaneseDay shifted(JapaneseDay day, int by) { return JapaneseDay(local_days(day) + days(by)); }

bool is_holiday(JapaneseDay day) { return !national_holiday(day).empty(); }

DaySet weekday_bit(JapaneseDay day) { return static_cast<DaySet>(1U << (weekday(local_days(day)).iso_encoding() - 1)); }

bool names(const DayPattern& pattern, JapaneseDay day) {
    const auto week = (unsigned(day.day()) - 1) / 7;
    return (pattern.days & weekday_bit(day)) != 0 && (pattern.weeks == 0 || (pattern.weeks >> week & 1U) != 0);
}

bool any_names(const std::vector<DayPattern>& patterns, JapaneseDay day) {
    return std::any_of(patterns.begin(), patterns.end(), [day](const DayPattern& one) { return names(one, day); });
}

bool any_names_holidays(const std::vector<DayPattern>& patterns) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [](const DayPattern& one) { return (one.days & kHoliday) != 0; });
}

bool contains(const YearDays& days, JapaneseDay day) {
    const int asked = static_cast<int>(unsigned(day.month()) * 100 + unsigned(day.day()));
    if (days.first <= days.last) return days.first <= asked && asked <= days.last;
    return asked >= days.first || asked <= days.last;
}

int days_of(const HoursRule& rule) {
    int count = 0;
    for (const auto& pattern : rule.days) count += std::popcount(pattern.days);
    return count;
}

int minute_of(JapaneseTime time) { return static_cast<int>((time - floor<days>(time)).count()); }

}  // namespace

std::string clock_text(int minutes) {
    if (minutes > kDay) return "翌" + clock_text(minutes - kDay);
    const int minute = minutes % 60;
    return std::to_string(minutes / 60) + (minute < 10 ? ":0" : ":") + std::to_string(minute);
}

// On a holiday a rule that names holidays goes before one that names the weekday, of two that name it the one with
// fewer days (平日…　金土日…).
const HoursRule* OpeningHours::rule_of(JapaneseDay day) const {
    const bool holiday = is_holiday(day);
    const HoursRule* general = nullptr;
    const HoursRule* of_weekday = nullptr;
    for (const auto& rule : rules_) {
        if (holiday && any_names_holidays(rule.days)) return &rule;
        if (holiday && rule.not_on_holidays) continue;
        if (rule.days.empty() && general == nullptr) general = &rule;
        if (any_names(rule.days, day) && (of_weekday == nullptr || days_of(rule) < days_of(*of_weekday)))
            of_weekday = &rule;
    }
    return of_weekday != nullptr ? of_weekday : general;
}

// Whether a day that no rule names is a closed one. Not known where the closed days are named and it is none of them,
// and for holidays where the weekend has hours.
bool OpeningHours::is_left_out(JapaneseDay day) const {
    const auto of_weekdays = [](const Closure& closure) {
        return !closure.year_days && (closure.days.days & 0x7F) != 0;
    };
    const auto of_weekend = [](const HoursRule& rule) {
        return std::any_of(rule.days.begin(), rule.days.end(),
                           [](const DayPattern& one) { return (one.days & kWeekend) != 0; });
    };
    if (is_closed(day, 0) == Certainty::yes) return true;
    if (std::any_of(closures_.begin(), closures_.end(), of_weekdays)) return false;
    return !is_holiday(day) || std::none_of(rules_.begin(), rules_.end(), of_weekend);
}

bool OpeningHours::is_weekly_closure(JapaneseDay day) const {
    return std::any_of(closures_.begin(), closures_.end(), [day](const Closure& closure) {
        return !closure.year_days && !closure.maybe && closure.from == 0 && names(closure.days, day);
    });
}

OpeningHours::Certainty OpeningHours::is_closed(JapaneseDay day, int minute) const {
    const bool holiday = is_holiday(day);
    Certainty certainty = Certainty::no;
    for (const auto& closure : closures_) {
        if (minute < closure.from) continue;
        bool meant = closure.year_days ? contains(*closure.year_days, day) : names(closure.days, day);
        if (!closure.year_days && holiday) meant = (meant && !open_on_holidays_) || (closure.days.days & kHoliday) != 0;
        if (meant) certainty = std::max(certainty, closure.maybe ? Certainty::maybe : Certainty::yes);
    }
    if (certainty == Certainty::yes || !closed_next_day_ || holiday) return certainty;
    // The closed day that fell on a holiday has moved to the first day after it that is none and is no closed day.
    JapaneseDay before = shifted(day, -1);
    while (is_holiday(before) && !is_weekly_closure(before)) before = shifted(before, -1);
    return is_holiday(before) && is_weekly_closure(before) ? Certainty::yes : certainty;
}

OpeningHours::State OpeningHours::state_in(JapaneseDay day, int minute, std::optional<int>& until) const {
    const auto* rule = rule_of(day);
    // A day that nothing is said of may have hours; that they go on after midnight is no reason for doubt.
    if (rule == nullptr) return minute >= kDay || is_left_out(day) ? State::closed : State::unknown;
    for (const auto& range : rule->ranges) {
        if (minute < range.begin || minute >= range.end.value_or(kDay)) continue;
        // What begins in the evening goes on after midnight although the next day is a closed one.
        const auto closed = is_closed(day, std::min(minute, kDay - 1));
        if (closed == Certainty::yes) return State::closed;
        if (closed == Certainty::maybe || !range.end) return State::unknown;
        until = range.end;
        return State::open;
    }
    return State::closed;
}

bool OpeningHours::is_open_all(JapaneseDay day) const {
    const auto* rule = rule_of(day);
    if (rule == nullptr || is_closed(day, kDay - 1) != Certainty::no) return false;
    return std::any_of(rule->ranges.begin(), rule->ranges.end(),
                       [](const OpenRange& range) { return range.begin == 0 && range.end == kDay; });
}

OpeningHours::Answer OpeningHours::at(JapaneseTime time) const {
    Answer answer;
    if (!known() || differs_) return answer;
    answer.irregular = irregular_;
    const JapaneseDay today(floor<days>(time));
    const int minute = minute_of(time);
    answer.state = state_in(today, minute, answer.until);
    if (answer.state == State::closed) {  // still open from yesterday?
        answer.state = state_in(shifted(today, -1), minute + kDay, answer.until);
        if (answer.until) *answer.until -= kDay;
    }
    if (answer.until == kDay && is_open_all(shifted(today, 1))) answer.until.reset();
    if (answer.state == State::closed) answer.opens = next_opening(time);
    return answer;
}

std::optional<JapaneseTime> OpeningHours::next_opening(JapaneseTime time) const {
    const auto today = floor<days>(time);
    for (int ahead = 0; ahead <= 7; ++ahead) {
        const auto date = today + days(ahead);
        const auto* rule = rule_of(JapaneseDay(date));
        if (rule == nullptr) continue;
        std::optional<JapaneseTime> first;
        for (const auto& range : rule->ranges) {
            const JapaneseTime begin = date + minutes(range.begin);
            if (begin > time && is_closed(JapaneseDay(date), range.begin) == Certainty::no &&
                (!first || begin < *first))
                first = begin;
        }
        if (first) return first;
    }
    return std::nullopt;
}

}  // namespace hub::catalog
