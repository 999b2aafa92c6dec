#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "router/core/result.hpp"
#include "router/engine/route.hpp"

namespace hub::engine {

// The names a route may use: what the composition root has built.
struct KnownNames {
    std::vector<std::string> handlers;
    std::vector<std::string> translators;
    std::vector<std::string> connectors;
};

// All routes; immutable. Start and reload both build a new one; what is under way finishes on the old one.
class RouteTable {
public:
    // Reads and checks the text of routes.json, which may use the handlers of `operations`, too. Of those routes, the
    // ones join the table whose type has no direct route in the file. On error kind `invalid`, code "routes.invalid",
    // with every problem of the file at once: field = JSON pointer, problem = one sentence, with "did you mean" for
    // names nobody knows.
    static Result<std::shared_ptr<const RouteTable>> parse(std::string_view text, KnownNames known,
                                                           const std::vector<Route>& operations = {});

    const std::vector<Route>& routes() const { return routes_; }
    // The direct route of a message type, or null.
    const Route* direct(std::string_view type) const;
    // Copies of all queued routes, for the delivery machinery.
    std::vector<QueuedRoute> queued() const;

private:
    explicit RouteTable(std::vector<Route> routes);

    std::vector<Route> routes_;
    std::unordered_map<std::string_view, const Route*> direct_;  // views into routes_
};

}  // namespace hub::engine
