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
// Operations that say x-answered-by are left to whoever that is. `router` and `clock` must outlive the endpoints.
//
// An operation whose x-idempotency-key is required or optional changes data and is carried out by the Change of its
// message type in `service`, once for each key (see carry_out). Throws std::invalid_argument when there is none.
//
// A request that the contract refuses is shown to the check of its message type as well, so that its answer names what
// either finds wrong.
std::vector<HttpEndpoint> api_endpoints(std::shared_ptr<const OpenApiContract> contract, Router& router,
                                        const Clock& clock, std::shared_ptr<const ChangeService> service = nullptr,
                                        const FormChecks& form_checks = {});

// GET /api/docs (a page made from the contract), its style sheet, and GET /api/openapi.json. `site_style_sheets` are
// addresses of the site's own style sheets, put before ours.
std::vector<HttpEndpoint> documentation_endpoints(const OpenApiContract& contract,
                                                  const std::vector<std::string>& site_style_sheets);

}  // namespace hub::portal
