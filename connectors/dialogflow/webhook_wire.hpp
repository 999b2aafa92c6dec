#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/fulfilment_pieces.hpp"
#include "connectors/dialogflow/webhook_call.hpp"
#include "router/core/result.hpp"

// Dialogflow ES v2 webhook: what is received and what is answered. Pure.
namespace hub::dialogflow {

// Reads a WebhookRequest; everything but the session and the response id may be missing. Invalid "webhook.invalid"
// names what is wrong.
Result<WebhookCall> read_webhook_request(std::string_view body);

// The WebhookResponse for a reply of agent.fulfilment (a JSON object) in the session named in full: texts as messages,
// everything as payload, contexts by their full names. At most kMostWebhookResponseBytes: the pieces of `shrink` are
// left out from the end until it fits. Bug "webhook.bad_reply" when `reply` is no object.
Result<std::string> write_webhook_response(std::string_view reply, std::string_view session);

// A WebhookResponse that says only `text`.
std::string webhook_text_response(std::string_view text);

}  // namespace hub::dialogflow
