#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/webhook_call.hpp"
#include "router/core/result.hpp"

// Dialogflow CX v3 webhook: what is received and what is answered. Pure.
namespace hub::dialogflow::cx {

// Reads a WebhookRequest; everything but the session, the response id and the fulfilment's tag may be missing. The tag
// is the action, the session parameters (all that was said in this turn, see to_detect_intent) are the parameters.
// Invalid "webhook.invalid" names what is wrong.
Result<WebhookCall> read_webhook_request(std::string_view body);

// The WebhookResponse for a reply of agent.fulfilment (a JSON object) to a call: texts as messages in place of those
// the agent had queued, everything as payload, contexts as the session parameter of cx_memory.hpp, those of the call
// that the reply does not name among them. At most kMostWebhookResponseBytes, as for ES. Bug "webhook.bad_reply" when
// `reply` is no object.
Result<std::string> write_webhook_response(std::string_view reply, const WebhookCall& call);

// A WebhookResponse that says only `text`.
std::string webhook_text_response(std::string_view text);

}  // namespace hub::dialogflow::cx
