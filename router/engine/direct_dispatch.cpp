#include "router/engine/direct_dispatch.hpp"

#include <algorithm>

namespace hub::engine {
namespace {

// Left to the fallback when the caller's deadline is the nearer one: its answer still has to travel back.
constexpr std::chrono::milliseconds kFallbackReserve{100};

// Refusals of this one question: the target is well.
bool is_about_the_question(ErrorKind kind) {
    return kind == ErrorKind::invalid || kind == ErrorKind::not_found || kind == ErrorKind::conflict;
}

}  // namespace

DirectPlan plan_direct(const DirectTarget& route, bool breaker_permits, std::chrono::milliseconds remaining) {
    DirectPlan plan;
    plan.call_target = breaker_permits;
    plan.start_fallback = route.fallback && (route.fallback->eager || !breaker_permits);
    const auto available =
        route.fallback ? std::max(remaining - kFallbackReserve, std::chrono::milliseconds(0)) : remaining;
    plan.target = std::min(route.timeout, available);
    plan.caller_is_short = available < route.timeout;
    return plan;
}

Verdict judge(const Error* error, const DirectPlan& plan) {
    if (!error || is_about_the_question(error->kind)) return Verdict::healthy;
    if (error->kind == ErrorKind::cancelled && plan.caller_is_short) return Verdict::says_nothing;
    return Verdict::unhealthy;
}

}  // namespace hub::engine
