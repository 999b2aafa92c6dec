#include "router/engine/route_table.hpp"

#include <algorithm>
#include <set>

#include "router/core/json.hpp"
#include "router/engine/flow_reader.hpp"
#include "router/engine/route_reader.hpp"

namespace hub::engine {
namespace {

// Two routes must not share an id, nor two of one mode a type: the second would never be found.
void check_unique(const std::vector<Route>& routes, std::vector<FieldProblem>& problems) {
    std::set<std::string> ids;
    std::set<std::pair<Mode, std::string>> types;
    for (std::size_t index = 0; index < routes.size(); ++index) {
        const auto& route = routes[index];
        const auto pointer = "/routes/" + std::to_string(index);
        if (!route.id.empty() && !ids.insert(route.id).second)
            problems.push_back({pointer + "/id", "another route has the id \"" + route.id + "\" already"});
        if (!route.type.empty() && !types.insert({route.mode, route.type}).second)
            problems.push_back({pointer + "/type", "another " + std::string(to_string(route.mode)) +
                                                       " route takes \"" + route.type + "\" already"});
    }
}

void add_operations(std::vector<Route>& routes, const std::vector<Route>& operations,
                    std::vector<FieldProblem>& problems) {
    std::set<std::string_view> written;
    for (const auto& route : routes)
        if (route.mode == Mode::direct) written.insert(route.type);
    std::vector<Route> others;
    for (const auto& operation : operations) {
        if (written.contains(operation.type)) continue;
        const auto same = std::ranges::find(routes, operation.id, &Route::id);
        if (same == routes.end()) others.push_back(operation);
        else
            problems.push_back({"/routes/" + std::to_string(same - routes.begin()) + "/id",
                                "the route of the operation that becomes \"" + operation.type + "\" has this id"});
    }
    routes.insert(routes.end(), others.begin(), others.end());
}

Error refused(std::vector<FieldProblem> problems) {
    Error error{ErrorKind::invalid, "routes.invalid", "the route table has " + std::to_string(problems.size()) +
                                                          (problems.size() == 1 ? " problem" : " problems")};
    error.fields = std::move(problems);
    return error;
}

}  // namespace

RouteTable::RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {
    for (const auto& route : routes_)
        if (route.mode == Mode::direct) direct_.emplace(route.type, &route);
}

Result<std::shared_ptr<const RouteTable>> RouteTable::parse(std::string_view text, KnownNames known,
                                                            const std::vector<Route>& operations) {
    const auto document = json::Document::parse(text);
    if (!document) return refused({{"", document.error().detail}});

    for (const auto& operation : operations) known.handlers.push_back(operation.direct.handler);
    std::vector<FieldProblem> problems;
    auto routes = read_routes(document->root(), known, problems);
    check_unique(routes, problems);
    add_operations(routes, operations, problems);
    check_connector_rules(routes, problems);
    if (!problems.empty()) return refused(std::move(problems));
    return std::shared_ptr<const RouteTable>(new RouteTable(std::move(routes)));
}

const Route* RouteTable::direct(std::string_view type) const {
    const auto found = direct_.find(type);
    return found == direct_.end() ? nullptr : found->second;
}

std::vector<QueuedRoute> RouteTable::queued() const {
    std::vector<QueuedRoute> queued;
    for (const auto& route : routes_)
        if (route.mode == Mode::queued) queued.push_back(route.queued);
    return queued;
}

}  // namespace hub::engine
