#pragma once

#include "router/core/clock.hpp"
#include "router/core/queued_route.hpp"

namespace hub::queues {

// How long until calls may begin; zero while they may.
std::chrono::milliseconds until_open(const DeliveryWindow& window, WallTime now);

}  // namespace hub::queues
