#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/detect_intent_wire.hpp"
#include "connectors/dialogflow/webhook_call.hpp"

namespace hub::dialogflow {

// How one edition of Dialogflow writes what the hub and it say to each other: the contracts are those of
// detect_intent_wire.hpp and webhook_wire.hpp.
struct WireFormat {
    Result<DetectIntentCall> (*to_detect_intent)(const json::Value& data, const DialogflowSettings& settings);
    Result<std::string> (*from_detect_intent)(std::string_view body);
    // A URL that reads something of a session nobody uses.
    std::string (*check_url)(const DialogflowSettings& settings);
    Result<WebhookCall> (*read_webhook_request)(std::string_view body);
    Result<std::string> (*write_webhook_response)(std::string_view reply, const WebhookCall& call);
    std::string (*webhook_text_response)(std::string_view text);
};

const WireFormat& wire_format(Edition edition);

}  // namespace hub::dialogflow
