#pragma once

#include <memory>
#include <string>
#include <vector>

#include "portal/api/change_endpoint.hpp"
#include "portal/api/openapi_contract.hpp"
#include "router/core/clock.hpp"
#include "router/core/form_check.hpp"
#include "router/core/handler.hpp"
#include "router/core/http.hpp"

namespace hub::portal {

// One endpoint for each operation with x-message-type: the request is checked against the contract, becomes a message
// from "/portal" of that type, and the router's reply is the answer, byte for byte; errors become problem details.
// What a GET without x-session answers has an ETag, and is not sent again to whoever holds it. Operations that say
// x-answered-by are left to whoever that is. `router` and `clock` must outlive the endpoints.
//
// An operation whose x-idempotency-key is required or optional changes data, once for each key: one without x-session
// is carried out by the Change of its message type in `service` (see carry_out), one of an account by its handler, to
// which the key goes along ("idempotencykey"). Throws std::invalid_argument when there is none.
//
// A request that the contract refuses is shown to the check of its message type as well, so that its answer names what
// either finds wrong.
std::vector<HttpEndpoint> api_endpoints(std::shared_ptr<const OpenApiContract> contract, Router& router,
                                        const Clock& clock, std::shared_ptr<const ChangeService> service = nullptr,
                                        const FormChecks& form_checks = {});

// GET /api/openapi.json.
HttpEndpoint contract_endpoint(const OpenApiContract& contract);

// GET /api/docs, a page made from the contract with nothing but the addresses of these `style_sheets`, and the
// contract.
std::vector<HttpEndpoint> documentation_endpoints(const OpenApiContract& contract,
                                                  const std::vector<std::string>& style_sheets);

}  // namespace hub::portal
