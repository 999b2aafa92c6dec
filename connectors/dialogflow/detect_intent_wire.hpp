#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/agent_query.hpp"
#include "connectors/dialogflow/dialogflow_settings.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

// Dialogflow ES v2 detectIntent: what is sent and how the answer is read. Pure.
namespace hub::dialogflow {

struct DetectIntentCall {
    std::string url;
    std::string body;  // JSON
};

// The call for the data of an agent.query message. The active contexts are those of the message and no others: what
// the service remembers of the session is reset, so that a dialogue may go on elsewhere in between.
// Errors: those of read_agent_query.
Result<DetectIntentCall> to_detect_intent(const json::Value& data, const DialogflowSettings& settings);

// The reply of agent.query from the service's answer. Unknown members and message types are passed over, missing ones
// take their defaults. Errors: unknown_outcome "dialogflow.bad_answer" (not an answer of detectIntent; the turn may
// have been made), transient "dialogflow.webhook_failed" (the service could not get our webhook's answer and gives
// only the intent's built-in text).
Result<std::string> from_detect_intent(std::string_view body);

// The error for a webhookStatus of this code, which is not 0.
Error webhook_failed(std::int64_t code);

}  // namespace hub::dialogflow
