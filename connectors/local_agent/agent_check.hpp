#pragma once

#include <string>
#include <vector>

#include "connectors/local_agent/agent.hpp"
#include "router/core/result.hpp"

namespace hub::local_agent {

// Something about an export that somebody should look at.
struct Finding {
    bool is_error = true;  // Dialogflow would refuse it, or it cannot work; otherwise it is only doubtful
    std::string where;     // "intents/passport.join", "entities/genre"
    std::string problem;
};

// What can be wrong with an export that can be read at all (read_export has its own problems): ids that are missing, no
// UUIDs or used twice; annotated words that their entity does not have; phrases that two intents share or that are
// understood as another intent's; intents nobody can reach or that say nothing; parameters no phrase shows; contexts
// nobody sets; Dialogflow's limits. Errors first.
std::vector<Finding> check_export(const std::string& directory, const Agent& agent);

}  // namespace hub::local_agent
