#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "queues/alarms/alarm.hpp"
#include "router/core/clock.hpp"

// When an alarm begins and when it is over, as pure functions.
namespace hub::queues {

// An alarm that is not over.
struct OpenAlarm {
    std::int64_t id = 0;
    AlarmKind kind = AlarmKind::failing_check;
    std::string subject;
    WallTime last_seen{};
    std::chrono::seconds quiet{0};
    bool acknowledged = false;
};

// The latest alarm of its kind and subject that is over.
struct PastAlarm {
    AlarmKind kind = AlarmKind::failing_check;
    std::string subject;
    WallTime over{};
    std::chrono::seconds quiet{0};
};

struct BeginningAlarm {
    Condition condition;
    std::chrono::seconds quiet{0};
};

struct SeenAlarm {
    std::int64_t id = 0;
    std::int64_t count = 0;
    std::string detail;
};

struct AlarmChanges {
    std::vector<BeginningAlarm> begin;
    std::vector<SeenAlarm> seen;
    std::vector<std::int64_t> over;
};

// Without its condition an alarm lasts for so long, in case that comes back. It doubles each time the alarm begins
// again within kForgotten of its end: what flaps is told a few times, not a few hundred times.
constexpr std::chrono::seconds kShortestQuiet{10};
constexpr std::chrono::seconds kLongestQuiet{900};
constexpr std::chrono::hours kForgotten{1};
// More alarms than this at a time say nothing more; further conditions begin none until some are over.
constexpr std::size_t kMostOpen = 200;

// Of conditions of one kind and subject, which several workers may see, the one with the greatest count is taken.
// Alarms of the kinds in `not_judged`, of whose conditions only the latest could be looked at, are over only once
// acknowledged.
AlarmChanges judge(const std::vector<OpenAlarm>& open, const std::vector<PastAlarm>& past,
                   const std::vector<Condition>& conditions, const std::set<AlarmKind>& not_judged, WallTime now);

// Lets through only conditions that have been there for a while without a break: a connection that is made again within
// a moment is nobody's business.
class LastingConditions {
public:
    // `now` never goes back.
    std::vector<Condition> lasting(const std::vector<Condition>& conditions, MonotonicTime now);

    static constexpr std::chrono::milliseconds kLongEnough{3'000};

private:
    std::map<std::pair<AlarmKind, std::string>, MonotonicTime> since_;
};

}  // namespace hub::queues
