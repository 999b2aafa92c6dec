#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "router/core/queued_route.hpp"

namespace hub::queues {

// The queued routes in use; replaced whole on reload. Safe from any thread.
class RouteBook {
public:
    explicit RouteBook(std::vector<QueuedRoute> routes);

    // Deliveries under way finish by the rules they started with.
    void use(std::vector<QueuedRoute> routes);

    using Routes = std::map<std::string, std::shared_ptr<const QueuedRoute>>;
    // All of them, by id.
    std::shared_ptr<const Routes> all() const;
    // The route of this id, or null.
    std::shared_ptr<const QueuedRoute> find(const std::string& id) const;
    // The rules for a delivery of this route that was made for `connector`: the route's own, or, when that is its
    // fallback, the same with that connector, its rate, breaker and retry budget, and without a further fallback. Null:
    // no such route.
    std::shared_ptr<const QueuedRoute> find(const std::string& id, const std::string& connector) const;
    // The routes that take a message type: at most one each today, a list so that a type may fan out.
    std::vector<std::shared_ptr<const QueuedRoute>> taking(const std::string& type) const;

private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Routes> routes_;     // by id
    std::shared_ptr<const Routes> fallbacks_;  // by the id of the route whose fallback it is
};

}  // namespace hub::queues
