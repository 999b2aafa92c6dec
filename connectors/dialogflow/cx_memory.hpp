#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/dialogflow/agent_query.hpp"
#include "router/core/json.hpp"

// CX has no contexts. Ours travel in one session parameter, which is replaced as a whole with every turn:
// "passport_hub": {"contexts": {"<name>": {"lifespan", "parameters"}}}. A context's lifespan there is the number of
// turns after this one, so that nothing has to count it down on the way: 0 lives in this turn for the last time. An
// agent's conditions can ask for $session.params.passport_hub.contexts.<name>. Pure.
namespace hub::dialogflow::cx {

// The session parameter's name, and the name of our part of a webhook's payload.
inline constexpr std::string_view kHub = "passport_hub";

// The connector's own context: on which page a dialogue under way stands and what it has collected there. It travels
// with the others and comes back with the next question; an answer on the start page has none.
inline constexpr std::string_view kPageContext = "cx_page";

// Writes the value of the session parameter kHub.
void write_memory(json::Writer& writer, const std::vector<chat::AgentContext>& contexts);

// The contexts in session parameters that live beyond this turn, by name.
std::vector<chat::AgentContext> read_memory(const std::optional<json::Value>& session_parameters);

// Session parameters without kHub, as JSON; "{}" when there are none.
std::string other_parameters(const std::optional<json::Value>& session_parameters);

}  // namespace hub::dialogflow::cx
