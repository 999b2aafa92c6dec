#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/dialogflow_settings.hpp"

namespace hub::dialogflow {

// The settings' base URL, or Google's host for the location; without a slash at its end.
std::string base_url(const DialogflowSettings& settings);

// "projects/P/agent/sessions/S" with the location's and the environment's part where the settings name one. Every
// part is percent-encoded.
std::string session_path(const DialogflowSettings& settings, std::string_view session);

// The URL of a call on a session: method ":detectIntent" or "/contexts".
std::string session_url(const DialogflowSettings& settings, std::string_view session, std::string_view method);

// The full name of a context: <session path>/contexts/<id>.
std::string context_name(std::string_view session_path, std::string_view id);

// The bare id, in lower case, of a context named in full; empty when it is no such name.
std::string context_id(std::string_view name);

// True for what Dialogflow takes as a context's id: 1 to 250 of a-z, A-Z, 0-9, "_", "-" and "%".
bool is_context_id(std::string_view id);

// True for the contexts that the service keeps for itself and nobody may set.
bool is_reserved_context(std::string_view id);

}  // namespace hub::dialogflow
