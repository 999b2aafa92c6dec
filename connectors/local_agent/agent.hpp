#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/intent_matcher.hpp"
#include "handlers/chat/agent_context.hpp"

namespace hub::local_agent {

// What the agent made of one turn of a dialogue.
struct Turn {
    std::string intent;              // display name; empty when nothing matched and there is no fallback
    std::string action;
    bool is_fallback = false;
    bool webhook_used = false;
    std::string parameters = "{}";   // JSON object
    std::vector<std::string> messages;  // JSON objects
    std::vector<chat::AgentContext> contexts;  // active after this turn
};

// An agent in process. Pure: no I/O, no memory between turns. Immutable; shared by all threads.
class Agent {
public:
    explicit Agent(AgentDefinition definition);
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    // `contexts` are those active before the turn. Lifespans count as in Dialogflow: all are shortened by one turn,
    // those at 0 go, then the matched intent's output contexts are set (keeping parameters it does not set itself).
    Turn answer(const std::string& text, const std::vector<chat::AgentContext>& contexts) const;

private:
    const AgentDefinition definition_;
    const IntentMatcher matcher_;
};

}  // namespace hub::local_agent
