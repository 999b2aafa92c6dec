#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "router/core/breaker.hpp"
#include "router/core/queued_route.hpp"

namespace hub::engine {

// direct: request and reply within a deadline, nothing stored. queued: durable, at least once, retried.
enum class Mode { direct, queued };

// Who answers when the target of a direct route does not.
struct Fallback {
    std::string connector;
    bool eager = false;  // asked together with the target, so that its answer is ready when it is needed
};

// A direct route's target: a handler or a connector, exactly one of them.
struct DirectTarget {
    std::string handler;
    std::string connector;
    std::chrono::milliseconds timeout{10'000};
    std::optional<BreakerSettings> breaker;  // connectors only
    std::optional<Fallback> fallback;        // connectors only
};

// One line of config/routes.json, or what follows from an operation of the contract.
struct Route {
    std::string id;
    std::string type;
    std::vector<std::string> from;  // the sources that send it; said for readers and the graph, not enforced
    Mode mode = Mode::direct;
    DirectTarget direct;            // when mode is direct
    QueuedRoute queued;             // when mode is queued
};

}  // namespace hub::engine
