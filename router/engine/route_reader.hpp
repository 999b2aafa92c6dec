#pragma once

#include <string_view>
#include <vector>

#include "router/core/error.hpp"
#include "router/core/json.hpp"
#include "router/engine/route.hpp"
#include "router/engine/route_table.hpp"

namespace hub::engine {

std::string_view to_string(Mode mode);

// Reads {"routes": [...]}. What is wrong is appended to `problems`; a route that has problems is returned all the
// same, as far as it could be read, so that one pass finds everything.
std::vector<Route> read_routes(const json::Value& root, const KnownNames& known, std::vector<FieldProblem>& problems);

}  // namespace hub::engine
