#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The words of alarms: what somebody has to be told about.
namespace hub::queues {

enum class AlarmKind {
    unknown_outcome,    // deliveries that may have arrived or not
    parked,             // deliveries that wait for a person
    missed_schedule,    // a schedule's time passed, or was fired late
    redis_refusing,     // Redis takes no writes: its memory is full, say
    provider_refusing,  // an outside system refuses or keeps failing
    worker_restarting,  // a worker died, or is gone without a word
    failing_check       // a line of /readyz, the start-up self-check (D8) among them
};
constexpr AlarmKind kAlarmKinds[] = {AlarmKind::unknown_outcome,   AlarmKind::parked,
                                     AlarmKind::missed_schedule,   AlarmKind::redis_refusing,
                                     AlarmKind::provider_refusing, AlarmKind::worker_restarting,
                                     AlarmKind::failing_check};

// "worker_restarting", as it is stored.
std::string_view to_string(AlarmKind kind);
std::optional<AlarmKind> alarm_kind_from(std::string_view text);
// What it is called: "worker restarting"; and what an operator does about it, in a sentence or two.
std::string_view name_of(AlarmKind kind);
std::string_view advice_about(AlarmKind kind);

// Whether it is about something that happened rather than a state that lasts: then it is over once somebody has
// acknowledged it, and only what happens later raises it again.
bool ends_by_acknowledgement(AlarmKind kind);

// Something that is not as it should be, as it looks at this moment.
struct Condition {
    AlarmKind kind = AlarmKind::failing_check;
    std::string subject;     // what it is about: a connector, a schedule, a worker, a check; never empty
    std::int64_t count = 1;  // deliveries, restarts
    std::string detail;      // a sentence for operators; no secrets, no personal data
    bool mailed = true;      // false: about the alarms' own mails, of which no mail may tell
    std::chrono::milliseconds age{0};  // how long ago it was last noticed
};

// Subject of what is about deliveries of the alarms' own mails.
constexpr const char* kAlarmMails = "alarm_mails";

}  // namespace hub::queues
