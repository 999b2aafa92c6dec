#pragma once

#include <chrono>

#include "router/core/error.hpp"
#include "router/engine/route.hpp"

// The decisions of direct dispatch to a connector, as pure functions.
namespace hub::engine {

// What is done when a question arrives.
struct DirectPlan {
    bool call_target = true;
    bool start_fallback = false;          // at once, beside the target
    std::chrono::milliseconds target{0};  // how long the target may take
    bool caller_is_short = false;         // the caller leaves the target less than the route grants it
};

// `breaker_permits` is the breaker's word (true without one); `remaining` is what the caller's deadline leaves.
DirectPlan plan_direct(const DirectTarget& route, bool breaker_permits, std::chrono::milliseconds remaining);

// What a call's end says about the health of its target.
enum class Verdict { healthy, unhealthy, says_nothing };

// `error` is null when the target answered.
Verdict judge(const Error* error, const DirectPlan& plan);

}  // namespace hub::engine
