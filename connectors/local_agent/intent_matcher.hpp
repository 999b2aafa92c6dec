#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/alignment.hpp"
#include "connectors/local_agent/entity_index.hpp"
#include "connectors/local_agent/skeleton.hpp"

namespace hub::local_agent {

// A value found for a parameter.
struct SlotValue {
    std::string parameter;
    std::string value;    // the entity's display name; for @sys.any what was written
    std::string written;  // as it stands in the utterance
};

struct IntentMatch {
    const Intent* intent = nullptr;
    double score = 0;
    std::vector<SlotValue> values{};  // in the order of the utterance
};

// Finds the intent an utterance means. Keeps a reference to the definition, which must outlive it. Immutable.
class IntentMatcher {
public:
    explicit IntentMatcher(const AgentDefinition& agent);

    // The best intent whose input contexts are all active: by score, then priority, then number of input contexts, then
    // fewer letters taken for names, then the longer phrase. Where the whole is like nothing, one clause of it may be
    // (京都に行くのですが、嵐山駅の近くで使えるお店は？), if clearly. A fallback intent (its phrases are examples of what the
    // agent does not answer) when nothing reaches the agent's least score.
    IntentMatch match(const std::string& text, const std::set<std::string>& active_contexts) const;

private:
    struct Candidate {
        const Intent* intent;
        const PhraseSkeleton* phrase;
        Alignment alignment;
    };
    struct Known {
        const Intent* intent;
        std::vector<std::size_t> entities;  // of its parameters
        std::vector<PhraseSkeleton> phrases;
    };

    std::optional<IntentMatch> match_whole(const std::string& text, const std::set<std::string>& active_contexts,
                                           double least_score) const;
    std::optional<Candidate> best_candidate(const Utterance& utterance, const MentionTable& mentions,
                                            const std::set<std::string>& active_contexts) const;
    std::vector<SlotValue> values_of(const Utterance& utterance, const MentionTable& mentions,
                                     const Candidate& candidate) const;
    const Intent* fallback(const std::set<std::string>& active_contexts) const;
    const Known& known(const Intent& intent) const;

    const AgentDefinition& agent_;
    EntityIndex entities_;
    PairWeights weights_;
    std::vector<Known> known_;
};

}  // namespace hub::local_agent
