#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/japanese_calendar.hpp"

namespace hub::catalog {

// Weekdays and national holidays: bit 0 is Monday, 6 Sunday, 7 a national holiday.
using DaySet = std::uint8_t;
inline constexpr DaySet kHoliday = 0x80;
inline constexpr DaySet kMondayToFriday = 0x1F;
inline constexpr DaySet kWeekend = 0x60;

// 第2・第4火曜: Tuesdays, the second and the fourth of a month.
struct DayPattern {
    DaySet days = 0;
    std::uint8_t weeks = 0;  // bit 0 is the first of a month; 0: every week
    friend bool operator==(const DayPattern&, const DayPattern&) = default;
};

// Minutes since midnight; an end behind 24:00 is of the next day. Without an end: until something is sold out, say.
struct OpenRange {
    int begin = 0;
    std::optional<int> end;
};

// Hours of some days, or of every day that no other rule names.
struct HoursRule {
    std::vector<DayPattern> days;
    bool not_on_holidays = false;
    std::vector<OpenRange> ranges;
};

// Days of a month as month * 100 + day, both included; may go over the end of the year.
struct YearDays {
    int first = 0;
    int last = 0;
};

// When it is closed although the hours would have it open.
struct Closure {
    DayPattern days{};                    // or
    std::optional<YearDays> year_days{};  // these
    int from = 0;                         // minutes since midnight: 土曜午後 from 12:00
    bool maybe = false;                   // 隔週, 不定休, 年末年始 without dates
};

// Minutes since midnight as people write them: 9:05, 24:00; of the next day 翌2:00.
std::string clock_text(int minutes);

// Opening hours as shops write them: 「10:00～18:30（LO18:00） 定休日：水曜、第3日曜（祝日の場合は翌日）・年末年始」.
// What is not understood is never guessed: the answer is `unknown` then. Immutable.
class OpeningHours {
public:
    OpeningHours() = default;  // nothing known

    // Reads hours and closed days from a text of any length; blank or without hours: nothing known.
    static OpeningHours parse(std::string_view text);

    enum class State { open, closed, unknown };
    struct Answer {
        State state = State::unknown;
        bool irregular = false;               // 不定休 and the like: it may be closed all the same
        std::optional<int> until{};  // open: minutes since midnight of the day asked about; none: beyond the next day
        std::optional<JapaneseTime> opens{};  // closed: when next, if within a week
    };
    // Whether it is open at a time; national holidays are known.
    Answer at(JapaneseTime time) const;

    bool known() const { return !rules_.empty(); }

private:
    friend class OpeningHoursReader;

    enum class Certainty { no, maybe, yes };
    const HoursRule* rule_of(JapaneseDay day) const;
    Certainty is_closed(JapaneseDay day, int minute) const;
    bool is_weekly_closure(JapaneseDay day) const;
    bool is_left_out(JapaneseDay day) const;
    bool is_open_all(JapaneseDay day) const;
    State state_in(JapaneseDay day, int minute, std::optional<int>& until) const;
    std::optional<JapaneseTime> next_opening(JapaneseTime time) const;

    std::vector<HoursRule> rules_;
    std::vector<Closure> closures_;
    bool irregular_ = false;
    bool differs_ = false;           // 曜日により異なる: which days have other hours nobody says
    bool open_on_holidays_ = false;  // a weekly closed day that is a holiday is open,
    bool closed_next_day_ = false;   // and the next working day is closed instead
};

}  // namespace hub::catalog
