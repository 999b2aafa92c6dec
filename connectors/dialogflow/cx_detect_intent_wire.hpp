#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/detect_intent_wire.hpp"

// Dialogflow CX v3 detectIntent: what is sent and how the answer is read. Pure.
namespace hub::dialogflow::cx {

// The call for the data of an agent.query message. It names the page on which the dialogue stands, which makes the
// service forget whatever else it remembers of the session: as with ES, the memory is what travels with the message,
// so that a dialogue may go on elsewhere in between. Errors: those of read_agent_query.
Result<DetectIntentCall> to_detect_intent(const json::Value& data, const DialogflowSettings& settings);

// The reply of agent.query from the service's answer: the same members, defaults and errors as for ES.
Result<std::string> from_detect_intent(std::string_view body);

}  // namespace hub::dialogflow::cx
