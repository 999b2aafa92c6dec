#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "queues/schedule/cron_expression.hpp"

// When a schedule fires, as pure functions.
namespace hub::queues {

// The days on which a recurring schedule may fire.
enum class ScheduleDays { every, working, closed };
// What happens to a time that passed while nobody was there to fire.
enum class IfMissed { fire, skip };

std::string_view to_string(ScheduleDays days);
std::string_view to_string(IfMissed rule);
// Empty when the text names none.
std::optional<ScheduleDays> schedule_days_from(std::string_view text);
std::optional<IfMissed> if_missed_from(std::string_view text);

struct ScheduleRule {
    std::optional<CronExpression> cron;  // empty: once, at the time it was made for
    ScheduleDays days = ScheduleDays::every;
    IfMissed if_missed = IfMissed::fire;
    std::chrono::minutes grace{5};  // later than this a time counts as missed
};

// The first time after `time`; empty when there is none any more.
std::optional<WallTime> next_time(const ScheduleRule& rule, WallTime time);

// What is to be done about a schedule whose time has come.
struct ScheduleDecision {
    WallTime due{};                // the latest time that has passed
    bool fires = false;            // a message is published for it
    bool late = false;             // more than `grace` after it
    std::size_t missed = 0;        // times that passed without a message, at most kMostMissed
    std::optional<WallTime> next;  // empty: never again
};
constexpr std::size_t kMostMissed = 100'000;

// `next` is the time the schedule waits for. Empty while that lies ahead. Of several times that have passed the latest
// counts, the others are missed: a reminder is not sent seven times because the hub was away for a week.
std::optional<ScheduleDecision> decide(const ScheduleRule& rule, WallTime next, WallTime now);

}  // namespace hub::queues
