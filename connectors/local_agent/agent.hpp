#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connectors/local_agent/intent_matcher.hpp"
#include "connectors/local_agent/mention_reader.hpp"
#include "connectors/local_agent/slot_values.hpp"
#include "connectors/local_agent/trained_agent.hpp"
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
    // `names` are values that join the export's entities of the same name: places and shops of the catalog. The export
    // with what was learnt from it is shared by the agents of all catalog versions.
    Agent(std::shared_ptr<const TrainedAgent> trained, const std::vector<Entity>& names);
    explicit Agent(AgentDefinition definition)
        : Agent(std::make_shared<const TrainedAgent>(std::move(definition)), {}) {}
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    // `contexts` are those active before the turn, `today` is the day in Japan. Lifespans count as in Dialogflow: all are
    // shortened by one turn, those at 0 go, then the matched intent's output contexts are set (keeping parameters it does
    // not set itself). A question for a required parameter stays open until it is answered, another intent is clearly
    // meant, or the dialogue is cancelled.
    Turn answer(const std::string& text, const std::vector<chat::AgentContext>& contexts,
                std::chrono::sys_days today) const;

    const std::shared_ptr<const TrainedAgent>& trained() const { return trained_; }
    std::size_t words() const { return vocabulary_.size(); }  // of all entities

private:
    struct Meaning {
        IntentMatch match;
        std::vector<SlotValue> values;
        const Parameter* asked = nullptr;  // the open question, if the text answers one
        int times_asked = 0;
    };
    Meaning meaning_of(const std::string& text, const Utterance& utterance, const Reading& reading,
                       const std::vector<chat::AgentContext>& contexts) const;
    std::vector<SaidWord> words_of(const Utterance& utterance, const Reading& reading) const;

    const std::shared_ptr<const TrainedAgent> trained_;
    const Vocabulary vocabulary_;
    const EverydayWords everyday_;
    const MentionReader reader_;
    const IntentMatcher matcher_;
};

}  // namespace hub::local_agent
