#include "queues/schedule/schedule_rules.hpp"

namespace hub::queues {

std::string_view to_string(ScheduleDays days) {
    switch (days) {
        case ScheduleDays::every: return "every";
        case ScheduleDays::working: return "working";
        case ScheduleDays::closed: return "closed";
    }
    return "every";
}

std::string_view to_string(IfMissed rule) { return rule == IfMissed::fire ? "fire" : "skip"; }

std::optional<ScheduleDays> schedule_days_from(std::string_view text) {
    for (const auto days : {ScheduleDays::every, ScheduleDays::working, ScheduleDays::closed})
        if (text == to_string(days)) return days;
    return std::nullopt;
}

std::optional<IfMissed> if_missed_from(std::string_view text) {
    for (const auto rule : {IfMissed::fire, IfMissed::skip})
        if (text == to_string(rule)) return rule;
    return std::nullopt;
}

std::optional<WallTime> next_time(const ScheduleRule& rule, WallTime time) {
    if (!rule.cron) return std::nullopt;
    const auto allowed = [&rule](JapaneseDay day) {
        return rule.days == ScheduleDays::every || is_working_day(day) == (rule.days == ScheduleDays::working);
    };
    const auto found = rule.cron->next_after(japanese_time(time), allowed);
    return found ? std::optional(wall_time(*found)) : std::nullopt;
}

std::optional<ScheduleDecision> decide(const ScheduleRule& rule, WallTime next, WallTime now) {
    if (next > now) return std::nullopt;
    ScheduleDecision decision;
    decision.due = next;
    decision.next = next_time(rule, next);
    while (decision.next && *decision.next <= now && decision.missed < kMostMissed) {
        ++decision.missed;
        decision.due = *decision.next;
        decision.next = next_time(rule, decision.due);
    }
    // Away for longer than can be counted: go on from now.
    if (decision.next && *decision.next <= now) decision.next = next_time(rule, now);
    decision.late = now - decision.due > rule.grace;
    decision.fires = !decision.late || rule.if_missed == IfMissed::fire;
    if (!decision.fires) ++decision.missed;
    return decision;
}

}  // namespace hub::queues
