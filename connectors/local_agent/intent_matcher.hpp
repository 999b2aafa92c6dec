#pragma once

#include <set>
#include <string>
#include <vector>

#include "connectors/local_agent/mention.hpp"
#include "connectors/local_agent/trained_agent.hpp"
#include "connectors/local_agent/utterance.hpp"

namespace hub::local_agent {

// An intent that was considered.
struct ConsideredIntent {
    std::string intent;
    double score = 0;
    std::vector<std::string> phrases{};  // the training phrases most like the sentence, the likest first
};

struct IntentMatch {
    const Intent* intent = nullptr;  // null: nothing matched and there is no fallback intent
    double score = 0;                // 0 to 1; ours, not Google's
    std::vector<ConsideredIntent> considered{};  // the best five
    std::string reason;              // one sentence
};

// Finds the intent an utterance means. The references must outlive it. Immutable.
class IntentMatcher {
public:
    explicit IntentMatcher(const TrainedAgent& agent) : agent_(agent) {}

    // The best intent whose input contexts are all active. Sentences that only greet or thank do not count beside others;
    // where the whole is like nothing, one sentence or clause of it may be. A fallback intent (its phrases are examples of
    // what the agent does not answer) when nothing reaches the agent's least score.
    IntentMatch match(const Utterance& utterance, const std::vector<Mention>& mentions,
                      const std::set<std::string>& active_contexts) const;

private:
    struct Scored {
        std::vector<double> scores;  // by intent
        std::vector<IntentModel::Evidence> evidence;
        std::size_t best = 0;
    };
    Scored score(std::u32string_view symbols, const std::vector<bool>& allowed) const;
    bool only_talks(std::size_t intent) const;
    const Intent* fallback(const std::vector<bool>& allowed) const;
    IntentMatch to_match(const Scored& scored, const std::vector<bool>& allowed, std::string reason) const;

    const TrainedAgent& agent_;
};

}  // namespace hub::local_agent
