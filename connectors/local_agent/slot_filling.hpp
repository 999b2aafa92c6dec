#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/slot_values.hpp"
#include "handlers/chat/agent_context.hpp"

// Asking for required parameters, one a turn. What is known so far travels in a context of its own, as in Dialogflow.
namespace hub::local_agent {

// A question that was asked the turn before.
struct OpenQuestion {
    const Intent* intent;
    const Parameter* asked;
    std::vector<SlotValue> values;  // known so far
    int times = 1;                  // how often it was asked
};

// The open question among the active contexts, if there is one.
std::optional<OpenQuestion> open_question(const AgentDefinition& agent, const std::vector<chat::AgentContext>& contexts);

// The context that keeps a question open for the next turn.
chat::AgentContext question_context(const Intent& intent, const Parameter& asked, const std::vector<SlotValue>& values,
                                    int times);

// Removes the contexts of all questions.
void close_questions(const AgentDefinition& agent, std::vector<chat::AgentContext>& contexts);

}  // namespace hub::local_agent
