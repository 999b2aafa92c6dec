#pragma once

#include <string>
#include <string_view>

#include "router/core/json.hpp"

namespace hub::dialogflow {

// What Dialogflow asks of the webhook, in either edition.
struct WebhookCall {
    std::string key;      // equal for repeats of one call and for nothing else
    std::string session;  // the session's full name
    std::string data;     // of the agent.fulfilment message, JSON
};

inline constexpr std::size_t kLongestWebhookName = 512;

// True for what can be the full name of a session.
bool is_session_name(std::string_view name);

// Writes the member "position" when the payload that the hub sent with the question has a valid one.
void write_payload_position(json::Writer& writer, const std::optional<json::Value>& payload);

// The text a JSON pointer names; empty when there is none.
std::string_view text_at(const json::Value& value, std::string_view pointer);

}  // namespace hub::dialogflow
