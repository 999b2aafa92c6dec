#pragma once

#include <optional>
#include <vector>

#include "router/engine/object_reader.hpp"
#include "router/engine/route.hpp"

// The rules of a route about when and how often its target is called. Each reader takes the route's own reader and
// returns nothing when the route does not have the rule.
namespace hub::engine {

std::optional<DeliveryWindow> read_window(ObjectReader& route, std::vector<FieldProblem>& problems);
std::optional<CallRate> read_rate(ObjectReader& route, std::vector<FieldProblem>& problems);
std::optional<BreakerSettings> read_breaker(ObjectReader& route, std::vector<FieldProblem>& problems);

// Of a queued route's "retry"; what it leaves out is as usual.
RetryBudgetSettings read_retry_budget(ObjectReader& retry, std::vector<FieldProblem>& problems);

// Of a queued route; empty when it has none. `connectors` are the names that exist.
std::string read_queued_fallback(ObjectReader& route, const std::vector<std::string>& connectors,
                                 std::vector<FieldProblem>& problems);

// Rate, breaker and retry budget belong to the connector: a queued route that says otherwise than an earlier one of the
// same connector, or leaves out what that one says, is a problem.
void check_connector_rules(const std::vector<Route>& routes, std::vector<FieldProblem>& problems);

}  // namespace hub::engine
