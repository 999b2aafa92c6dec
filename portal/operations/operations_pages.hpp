#pragma once

#include <memory>
#include <string>
#include <vector>

#include "portal/api/operations_endpoints.hpp"
#include "portal/pages/site.hpp"
#include "router/core/clock.hpp"
#include "router/core/handler.hpp"
#include "router/core/http.hpp"

// The pages of the operations listener: for operators, in English, rendered on the server, without scripts.
namespace hub::portal {

// One route as `passport-hub routes` tells it.
struct RouteLine {
    std::string id;
    std::string from;
    std::string type;
    bool queued = false;
    std::string path;
    std::string rules;
};

// What of the state is known without asking.
struct OperationsFacts {
    std::vector<ReadinessCheck> checks;  // of this worker
    std::vector<RouteLine> routes;
    bool alarms_are_mailed = false;
    std::vector<std::string> names;  // by which the listener is reached; addresses and localhost are understood
};

// GET / (state: alarms, checks, workers, lanes, routes, schedules), /messages (list and search), /messages/{id} (the
// life of one message) and /assets/{file}. The same as JSON from /state.json, /messages.json and /messages/ID.json, or
// with "Accept: application/json": {"ready", "checks", "routes", "state" or "error"}; what `passport-hub messages list
// --json` says; {"messages": [...]}; failures as {"error": {"kind", "code", "detail", "fields"}}. What they show comes
// from the router's replies to operations.state, message.list and message.show. Router and clock must outlive the
// endpoints. Under a name that is not its own the listener shows nothing (403): see is_under_own_name.
std::vector<HttpEndpoint> operations_page_endpoints(std::shared_ptr<const Site> site, Router& router,
                                                    const Clock& clock, OperationsFacts facts);

}  // namespace hub::portal
