#include "queues/route_book.hpp"

namespace hub::queues {

RouteBook::RouteBook(std::vector<QueuedRoute> routes) { use(std::move(routes)); }

void RouteBook::use(std::vector<QueuedRoute> routes) {
    auto book = std::make_shared<Routes>();
    for (auto& route : routes) {
        const auto id = route.id;
        book->emplace(id, std::make_shared<const QueuedRoute>(std::move(route)));
    }
    const std::lock_guard lock(mutex_);
    routes_ = std::move(book);
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

std::vector<std::shared_ptr<const QueuedRoute>> RouteBook::taking(const std::string& type) const {
    std::vector<std::shared_ptr<const QueuedRoute>> taking;
    const auto routes = all();
    for (const auto& [id, route] : *routes)
        if (route->type == type) taking.push_back(route);
    return taking;
}

}  // namespace hub::queues
