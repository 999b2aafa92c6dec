#include "queues/route_book.hpp"

namespace hub::queues {
namespace {

// Rate, breaker and retry budget belong to the connector: any other route to it says what they are.
QueuedRoute fallback_of(const QueuedRoute& route, const std::vector<QueuedRoute>& routes) {
    QueuedRoute fallback = route;
    fallback.connector = route.fallback;
    fallback.fallback.clear();
    fallback.rate.reset();
    fallback.breaker.reset();
    if (fallback.retry_budget) fallback.retry_budget.emplace();
    for (const auto& other : routes) {
        if (other.connector != route.fallback) continue;
        fallback.rate = other.rate;
        fallback.breaker = other.breaker;
        fallback.retry_budget = other.retry_budget;
    }
    return fallback;
}

}  // namespace

RouteBook::RouteBook(std::vector<QueuedRoute> routes) { use(std::move(routes)); }

void RouteBook::use(std::vector<QueuedRoute> routes) {
    auto fallbacks = std::make_shared<Routes>();
    for (const auto& route : routes)
        if (!route.fallback.empty())
            fallbacks->emplace(route.id, std::make_shared<const QueuedRoute>(fallback_of(route, routes)));
    auto book = std::make_shared<Routes>();
    for (auto& route : routes) {
        const auto id = route.id;
        book->emplace(id, std::make_shared<const QueuedRoute>(std::move(route)));
    }
    const std::lock_guard lock(mutex_);
    routes_ = std::move(book);
    fallbacks_ = std::move(fallbacks);
}

std::shared_ptr<const RouteBook::Routes> RouteBook::all() const {
    const std::lock_guard lock(mutex_);
    return routes_;
}

std::shared_ptr<const QueuedRoute> RouteBook::find(const std::string& id) const {
    const auto routes = all();
    const auto found = routes->find(id);
    return found == routes->end() ? nullptr : found->second;
}

std::shared_ptr<const QueuedRoute> RouteBook::find(const std::string& id, const std::string& connector) const {
    {
        const std::lock_guard lock(mutex_);
        const auto found = fallbacks_->find(id);
        if (found != fallbacks_->end() && found->second->connector == connector) return found->second;
    }
    return find(id);
}

std::vector<std::shared_ptr<const QueuedRoute>> RouteBook::taking(const std::string& type) const {
    std::vector<std::shared_ptr<const QueuedRoute>> taking;
    const auto routes = all();
    for (const auto& [id, route] : *routes)
        if (route->type == type) taking.push_back(route);
    return taking;
}

}  // namespace hub::queues
