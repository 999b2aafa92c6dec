#pragma once

#include <vector>

#include "portal/api/openapi_contract.hpp"
#include "router/engine/route.hpp"

namespace hub::cli {

// The routes that follow from the contract: the message an operation becomes goes directly to the handler of the same
// name. The handler has a second less than the operation (of less than two seconds, half of them), so that whoever asks
// hears what went wrong.
std::vector<engine::Route> operation_routes(const portal::OpenApiContract& contract);

}  // namespace hub::cli
