#pragma once

#include <bitset>
#include <functional>
#include <optional>
#include <string_view>

#include "router/core/japanese_calendar.hpp"
#include "router/core/result.hpp"

namespace hub::queues {

// "minute hour day-of-month month day-of-week" as crontab(5) has it, in Japan's time: numbers, "*", ranges "a-b", steps
// "/n", lists "a,b"; months also as JAN to DEC, days of the week as SUN to SAT or 0 to 7 (0 and 7 are Sunday). When
// both days are given a day that is either of them counts.
class CronExpression {
public:
    // Errors: invalid, with one entry in `fields` for each part that is wrong.
    static Result<CronExpression> parse(std::string_view text);

    // The first time after `time` on a day for which `allowed` says yes; empty when there is none within 40 years
    // ("0 0 30 2 *").
    std::optional<JapaneseTime> next_after(JapaneseTime time, const std::function<bool(JapaneseDay)>& allowed) const;

private:
    bool is_day(JapaneseDay day) const;

    std::bitset<60> minutes_;
    std::bitset<24> hours_;
    std::bitset<32> days_;
    std::bitset<13> months_;
    std::bitset<7> weekdays_;
    bool any_day_ = true;
    bool any_weekday_ = true;
};

}  // namespace hub::queues
