#pragma once

#include <string>
#include <string_view>

#include "router/core/json.hpp"
#include "router/core/result.hpp"

// Dialogflow ES v2 webhook: what is received and what is answered. Pure.
namespace hub::dialogflow {

inline constexpr std::size_t kMostWebhookResponseBytes = 64 * 1024;

// What Dialogflow asks of the webhook.
struct WebhookCall {
    std::string key;      // equal for repeats of one call and for nothing else
    std::string session;  // the session's full name
    std::string data;     // of the agent.fulfilment message, JSON
};

// Reads a WebhookRequest; everything but the session and the response id may be missing. Invalid "webhook.invalid"
// names what is wrong.
Result<WebhookCall> read_webhook_request(std::string_view body);

// The WebhookResponse for a reply of agent.fulfilment (a JSON object) in the session named in full: texts as messages,
// everything as payload, contexts by their full names. At most kMostWebhookResponseBytes: shops are left out from the
// end until it fits, then other messages, suggestions, places, and texts last. Bug "webhook.bad_reply" when `reply` is
// no object.
Result<std::string> write_webhook_response(std::string_view reply, std::string_view session);

// A WebhookResponse that says only `text`.
std::string webhook_text_response(std::string_view text);

}  // namespace hub::dialogflow
