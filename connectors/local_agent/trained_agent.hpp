#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/intent_model.hpp"
#include "connectors/local_agent/mention.hpp"
#include "connectors/local_agent/utterance.hpp"
#include "connectors/local_agent/vocabulary.hpp"

namespace hub::local_agent {

// What stands around a slot that takes names no list has, in one training phrase: up to two symbols on each side.
struct SlotFrame {
    std::size_t intent;
    std::string parameter;
    std::u32string before;
    std::u32string after;
};

// An agent's export together with all that is learnt from its phrases. Takes some tenths of a second to make; shared by
// the agents of all catalog versions. Immutable.
class TrainedAgent {
public:
    explicit TrainedAgent(AgentDefinition definition);
    TrainedAgent(const TrainedAgent&) = delete;
    TrainedAgent& operator=(const TrainedAgent&) = delete;

    const AgentDefinition& definition() const { return definition_; }
    const EntityTable& table() const { return table_; }
    const IntentModel& model() const { return *model_; }
    // The phrase behind a sample of the model, as it is written in the export.
    const std::string& phrase(std::size_t sample) const { return texts_[sample]; }
    const std::vector<SlotFrame>& frames() const { return frames_; }
    // The letters of phrases that belong to no slot: whatever they are, they are no names.
    struct PlainText {
        std::size_t intent;
        std::u32string letters;
    };
    const std::vector<PlainText>& plain_texts() const { return plain_texts_; }

private:
    struct Slot {
        std::size_t begin;  // letters
        std::size_t end;
        std::string entity;
        std::string alias;
    };
    void learn(std::size_t intent, const Phrase& phrase, const Vocabulary& words,
               std::vector<IntentModel::Sample>& samples);
    std::vector<Slot> slots_of(std::size_t intent, const Utterance& utterance, const Phrase& phrase);
    bool takes_any_name(const std::string& entity) const;
    void add_frames(std::size_t intent, const Utterance& utterance, const std::vector<Mention>& mentions,
                    const std::vector<Slot>& slots);

    const AgentDefinition definition_;
    const EntityTable table_;
    std::vector<std::string> texts_;
    std::vector<SlotFrame> frames_;
    std::vector<PlainText> plain_texts_;
    std::unique_ptr<const IntentModel> model_;
};

}  // namespace hub::local_agent
