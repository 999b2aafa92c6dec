#pragma once

#include <string>
#include <vector>

#include "connectors/local_agent/mention.hpp"
#include "connectors/local_agent/trained_agent.hpp"
#include "connectors/local_agent/utterance.hpp"

namespace hub::local_agent {

// A value found for a parameter.
struct SlotValue {
    std::string parameter;
    std::string value;    // JSON: the entity's display name, a date; for names in no list what was written
    std::string written;  // as it stands in the utterance
};

// The values an utterance gives an intent's parameters, in the order of the utterance: what it mentions, then names that
// no list has, by what stands around such names in the intent's phrases.
std::vector<SlotValue> slot_values(const TrainedAgent& agent, const Intent& intent, const Utterance& utterance,
                                   const Reading& reading);

}  // namespace hub::local_agent
