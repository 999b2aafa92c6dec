#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/intent_matcher.hpp"
#include "handlers/chat/agent_context.hpp"

namespace hub::local_agent {

// A word of the sentence that the agent knows, or takes for a name.
struct SaidWord {
    std::string entity;  // "place", "genre", "sys.date"
    std::string value;   // JSON
    std::string written;
    std::size_t begin = 0;  // characters (code points) of the sentence
    std::size_t end = 0;
};

// An intent that was considered.
struct ConsideredIntent {
    std::string intent;
    double score = 0;
    std::vector<std::string> phrases{};  // the training phrases most like the sentence, the likest first
};

// Why the agent answered as it did.
struct Explanation {
    std::string normalised;                      // the sentence as it is compared
    std::vector<ConsideredIntent> considered{};  // the best five
    std::string reason;                          // one sentence
};

// What the agent made of one turn of a dialogue.
struct Turn {
    std::string intent;              // display name; empty when nothing matched and there is no fallback
    std::string action;
    bool is_fallback = false;
    bool webhook_used = false;
    double score = 0;                // 0 to 1; ours, not Google's
    std::string parameters = "{}";   // JSON object
    std::vector<std::string> messages;  // JSON objects
    std::vector<chat::AgentContext> contexts;  // active after this turn
    std::vector<SaidWord> words;               // in the order of the sentence
    Explanation explanation;
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
