#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "handlers/chat/agent_context.hpp"
#include "router/core/json.hpp"

// Contexts of Dialogflow ES as they travel on the wire: {"name":"projects/…/contexts/ID","lifespanCount","parameters"}.
namespace hub::dialogflow {

// The outputContexts of a query result without Dialogflow's own ones. A lifespan of 0 may be left out there, and means
// that the context has ended.
std::vector<chat::AgentContext> read_output_contexts(const json::Value& result);

// Writes one context of a session, whose full name is given.
void write_output_context(json::Writer& writer, const chat::AgentContext& context, std::string_view session);

}  // namespace hub::dialogflow
