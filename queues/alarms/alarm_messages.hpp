#pragma once

#include <string>
#include <vector>

#include "queues/alarms/alarm_store.hpp"
#include "router/core/message.hpp"

namespace hub::queues {

constexpr const char* kAlarmBegan = "alarm.began";
constexpr const char* kAlarmOver = "alarm.over";

// One message for each person to be told: of this type, with {"to": ADDRESS, "alarms": [...], "more": N} about all of
// the alarms that are mailed to them; at most 50 are told in full. None for alarms that are mailed to nobody.
std::vector<Message> alarm_messages(const std::string& type, const std::vector<AlarmRecord>& alarms,
                                    const Clock& clock);

}  // namespace hub::queues
