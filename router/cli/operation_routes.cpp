#include "router/cli/operation_routes.hpp"

#include <algorithm>

namespace hub::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kToAnswer{1'000};

engine::Route route_of(const portal::Operation& operation) {
    engine::Route route;
    route.id = operation.message_type;
    std::ranges::replace(route.id, '.', '_');
    route.type = operation.message_type;
    route.from = {"/portal"};
    route.direct.handler = operation.message_type;
    route.direct.timeout = std::max(operation.time_limit - kToAnswer, operation.time_limit / 2);
    return route;
}

}  // namespace

std::vector<engine::Route> operation_routes(const portal::OpenApiContract& contract) {
    std::vector<engine::Route> routes;
    for (const auto& operation : contract.operations) {
        if (operation.message_type.empty()) continue;
        auto route = route_of(operation);
        const auto same = std::ranges::find(routes, route.type, &engine::Route::type);
        if (same == routes.end()) routes.push_back(std::move(route));
        else same->direct.timeout = std::max(same->direct.timeout, route.direct.timeout);
    }
    return routes;
}

}  // namespace hub::cli
