#pragma once

#include "connectors/dialogflow/dialogflow_settings.hpp"
#include "connectors/support/webhook_answers.hpp"
#include "router/core/handler.hpp"
#include "router/core/http.hpp"

namespace hub::dialogflow {

// POST /webhooks/dialogflow: authenticates the call, asks the router for agent.fulfilment and answers within 3.5 s,
// with a text that says so when the fulfilment takes longer (Dialogflow waits 5 s and then shows nothing of ours).
// A call that Dialogflow repeats while the first is still under way waits for the same answer; later it gets the kept
// one. Statuses: 200, 400 (not a webhook request), 401, 403, 500, 503; errors are problem+json.
// Throws std::invalid_argument when no authentication is configured. What is passed by reference must outlive the
// endpoint.
HttpEndpoint webhook_endpoint(WebhookSettings settings, Router& router, http::WebhookAnswers& answers,
                              HttpClient& client, const Clock& clock);

}  // namespace hub::dialogflow
