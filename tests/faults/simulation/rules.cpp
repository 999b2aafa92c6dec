#include "tests/faults/simulation/rules.hpp"

namespace hub::simulation {

using std::chrono::milliseconds;

std::optional<queues::Transition> Rules::next(const queues::DeliveryView& delivery, const QueuedRoute& route,
                                              const queues::Happening& happening) const {
    const bool whole = guards_.unknown_is_shown && guards_.attempts_are_limited &&
                       guards_.takeover_waits_for_deadline && guards_.takeover_adds_margin &&
                       guards_.crashes_are_counted && guards_.retry_after_is_obeyed;
    return whole ? queues::next(delivery, route, happening) : without_a_guard(delivery, route, happening);
}

std::optional<queues::Transition> Rules::without_a_guard(const queues::DeliveryView& delivery, QueuedRoute route,
                                                         queues::Happening happening) const {
    if (!guards_.unknown_is_shown) route.unknown = UnknownRule::retry;
    if (!guards_.attempts_are_limited) route.retry.attempts = 1'000'000;
    if (auto* lost = std::get_if<queues::WorkerLost>(&happening)) {
        if (!guards_.takeover_waits_for_deadline) lost->sending_for = route.timeout + queues::kTakeoverMargin;
        if (!guards_.takeover_adds_margin) lost->sending_for += queues::kTakeoverMargin;
        if (!guards_.crashes_are_counted) lost->crashed = false;
    }
    if (auto* refused = std::get_if<queues::Refused>(&happening))
        if (!guards_.retry_after_is_obeyed) refused->error.retry_after.reset();
    return queues::next(delivery, route, happening);
}

bool Rules::travels_alone(int crashes, const QueuedRoute& route) const {
    return guards_.dangerous_travel_alone && queues::travels_alone(crashes, route);
}

}  // namespace hub::simulation
