#pragma once

#include "queues/delivery_rules.hpp"
#include "tests/faults/simulation/guards.hpp"

namespace hub::simulation {

// The real rules; with a guard taken away, what the rules would be without it.
class Rules {
public:
    explicit Rules(const Guards& guards) : guards_(guards) {}
    std::optional<queues::Transition> next(const queues::DeliveryView& delivery, const QueuedRoute& route,
                                           const queues::Happening& happening) const;
    bool travels_alone(int crashes, const QueuedRoute& route) const;

private:
    std::optional<queues::Transition> without_a_guard(const queues::DeliveryView& delivery, QueuedRoute route,
                                                      queues::Happening happening) const;
    const Guards& guards_;
};

}  // namespace hub::simulation
