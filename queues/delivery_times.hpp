#pragma once

#include <optional>

#include "router/core/message.hpp"

namespace hub::queues {

// When the deliveries of a message may be called; each end may be open.
struct DeliveryTimes {
    std::optional<WallTime> not_before;
    std::optional<WallTime> not_after;
};

// Reads the CloudEvents extensions `notbefore` and `expirytime` (RFC 3339). Error `invalid` "message.invalid" names in
// `fields` each one that is no time, or that contradicts the other.
Result<DeliveryTimes> delivery_times(const Message& message);

}  // namespace hub::queues
