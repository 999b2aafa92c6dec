#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "router/core/clock.hpp"
#include "router/core/connector.hpp"
#include "router/core/handler.hpp"
#include "router/engine/route_table.hpp"

namespace hub::engine {

// Everything routes can lead to, by the names used in routes.json. What is pointed to outlives the dispatcher.
struct Targets {
    std::map<std::string, Handler*> handlers;
    std::map<std::string, Sink*> connectors;
};

// Direct dispatch: finds the route of a message and has it answered, with deadline, breaker and fallback.
// I/O thread only. Before use() every question is answered "route.missing".
//
// A handler runs in the caller's coroutine with the nearer of both deadlines and keeps it by passing it on to all it
// awaits; a connector is cut off at its deadline. Counts hub_direct_total{route,outcome} with the outcomes answered,
// fallback, failed and withheld (breaker open, nobody else to ask), and hub_direct_microseconds_total{route}.
class Dispatcher final : public Router {
public:
    explicit Dispatcher(const Clock& clock);
    ~Dispatcher() override;

    // Puts a table into use, at start and on reload. What is under way finishes on the table it started with; breakers
    // whose target and settings are unchanged keep their state. Error: permanent "route.target_missing".
    Result<void> use(std::shared_ptr<const RouteTable> table, const Targets& targets);
    // The table in use; null before use().
    std::shared_ptr<const RouteTable> table() const;

    boost::asio::awaitable<Result<SharedText>> ask(Message message, Deadline deadline) override;

    // The connectors whose breakers withhold calls at present, or let single ones through to probe.
    std::set<std::string> withheld() const;

private:
    struct BoundRoute;
    struct BoundTable;

    boost::asio::awaitable<Result<SharedText>> ask_connector(const BoundRoute* route, Message message,
                                                             Deadline deadline);

    const Clock& clock_;
    std::shared_ptr<const BoundTable> bound_;
};

}  // namespace hub::engine
