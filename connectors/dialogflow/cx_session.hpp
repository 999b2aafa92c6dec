#pragma once

#include <string>
#include <string_view>

#include "connectors/dialogflow/dialogflow_settings.hpp"

// Names of Dialogflow CX v3. Every part that comes from outside is percent-encoded.
namespace hub::dialogflow::cx {

// "projects/P/locations/L/agents/A".
std::string agent_path(const DialogflowSettings& settings);

// The URL of a call on a session: method ":detectIntent" or "/entityTypes". Regions have hosts of their own.
std::string session_url(const DialogflowSettings& settings, std::string_view session, std::string_view method);

// Where every dialogue begins: the start page of the agent's start flow, whose id is the same in every agent.
std::string start_page(const DialogflowSettings& settings);

// True for a page on which a dialogue goes on: neither the start page nor one of the ends.
bool is_under_way(std::string_view page);

}  // namespace hub::dialogflow::cx
