#include "queues/delivery_times.hpp"

namespace hub::queues {
namespace {

constexpr const char* kNotBefore = "notbefore";
constexpr const char* kExpiry = "expirytime";

std::optional<WallTime> read_time(const Message& message, const std::string& name, Error& problems) {
    const auto text = message.extensions.find(name);
    if (text == message.extensions.end()) return std::nullopt;
    const auto time = from_rfc3339(text->second);
    if (time) return *time;
    problems.fields.push_back({"/" + name, time.error().detail});
    return std::nullopt;
}

}  // namespace

Result<DeliveryTimes> delivery_times(const Message& message) {
    Error problems{ErrorKind::invalid, "message.invalid",
                   "the times between which message " + message.id + " may be delivered are wrong"};
    const DeliveryTimes times{read_time(message, kNotBefore, problems), read_time(message, kExpiry, problems)};
    if (times.not_before && times.not_after && *times.not_after <= *times.not_before)
        problems.fields.push_back({std::string("/") + kExpiry, std::string("must be later than ") + kNotBefore});
    if (!problems.fields.empty()) return problems;
    return times;
}

}  // namespace hub::queues
