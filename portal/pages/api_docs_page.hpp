#pragma once

#include <memory>

#include "portal/api/openapi_contract.hpp"
#include "portal/pages/site.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

// GET /api/docs: the contract in Swagger UI, from our own origin; without scripts as a reference to read.
HttpEndpoint api_docs_endpoint(std::shared_ptr<const Site> site, const OpenApiContract& contract);

}  // namespace hub::portal
