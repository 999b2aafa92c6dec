#include "queues/alarms/alarm_messages.hpp"

#include <algorithm>
#include <map>

#include "router/core/json.hpp"

namespace hub::queues {
namespace {

constexpr std::size_t kMostTold = 50;

Message message_for(const std::string& type, const std::string& address, const std::vector<const AlarmRecord*>& alarms,
                    const Clock& clock) {
    json::Writer writer;
    writer.begin_object();
    writer.member("to", address);
    writer.key("alarms");
    writer.begin_array();
    const auto told = std::min(alarms.size(), kMostTold);
    for (std::size_t index = 0; index < told; ++index) writer.raw(to_json(*alarms[index]));
    writer.end_array();
    writer.member("more", alarms.size() - told);
    writer.end_object();
    auto message = make_message(clock, "/queues/alarms", type, writer.take());
    message.subject = alarms.size() == 1 ? "alarm/" + std::to_string(alarms.front()->id) : "alarms";
    return message;
}

}  // namespace

std::vector<Message> alarm_messages(const std::string& type, const std::vector<AlarmRecord>& alarms,
                                    const Clock& clock) {
    std::map<std::string, std::vector<const AlarmRecord*>> by_address;
    for (const auto& alarm : alarms)
        for (const auto& address : alarm.mailed_to) by_address[address].push_back(&alarm);
    std::vector<Message> messages;
    for (const auto& [address, told] : by_address) messages.push_back(message_for(type, address, told, clock));
    return messages;
}

}  // namespace hub::queues
