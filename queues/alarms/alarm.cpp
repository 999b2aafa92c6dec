#include "queues/alarms/alarm.hpp"

namespace hub::queues {

std::string_view to_string(AlarmKind kind) {
    switch (kind) {
        case AlarmKind::unknown_outcome: return "unknown_outcome";
        case AlarmKind::parked: return "parked";
        case AlarmKind::missed_schedule: return "missed_schedule";
        case AlarmKind::redis_refusing: return "redis_refusing";
        case AlarmKind::provider_refusing: return "provider_refusing";
        case AlarmKind::worker_restarting: return "worker_restarting";
        case AlarmKind::failing_check: return "failing_check";
    }
    return "failing_check";
}

std::optional<AlarmKind> alarm_kind_from(std::string_view text) {
    for (const auto kind : kAlarmKinds)
        if (text == to_string(kind)) return kind;
    return std::nullopt;
}

std::string_view name_of(AlarmKind kind) {
    switch (kind) {
        case AlarmKind::unknown_outcome: return "unknown outcomes";
        case AlarmKind::parked: return "parked messages";
        case AlarmKind::missed_schedule: return "missed schedule";
        case AlarmKind::redis_refusing: return "Redis refuses writes";
        case AlarmKind::provider_refusing: return "provider refusing";
        case AlarmKind::worker_restarting: return "worker restarting";
        case AlarmKind::failing_check: return "failing check";
    }
    return "failing check";
}

std::string_view advice_about(AlarmKind kind) {
    switch (kind) {
        case AlarmKind::unknown_outcome:
            return "Find out whether they arrived, then: passport-hub messages replay (or drop) --state unknown. "
                   "Over when none is left, or when you acknowledge the alarm.";
        case AlarmKind::parked:
            return "See why with passport-hub messages list --state parked, mend the cause, then replay or drop them. "
                   "Over when none is left, or when you acknowledge the alarm.";
        case AlarmKind::missed_schedule:
            return "See passport-hub schedules show NAME. Over when it fires in time again, or when you acknowledge "
                   "the alarm.";
        case AlarmKind::redis_refusing:
            return "Give Redis memory or disk, or remove what else is in it. Messages are accepted and kept meanwhile; "
                   "they go on by themselves.";
        case AlarmKind::provider_refusing:
            return "Check our credentials there and whether it is up. Messages wait or are parked; over when it takes "
                   "one.";
        case AlarmKind::worker_restarting:
            return "See worker.died in the log. Over a minute after the last death, or when you acknowledge the alarm.";
        case AlarmKind::failing_check: return "See /readyz and passport-hub check. Over when the check is ok again.";
    }
    return "";
}

bool ends_by_acknowledgement(AlarmKind kind) {
    return kind == AlarmKind::unknown_outcome || kind == AlarmKind::parked || kind == AlarmKind::missed_schedule ||
           kind == AlarmKind::worker_restarting;
}

}  // namespace hub::queues
