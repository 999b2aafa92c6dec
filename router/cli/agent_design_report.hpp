#pragma once

#include <string>
#include <vector>

#include "connectors/dialogflow/design/agent_outline.hpp"

namespace hub::cli {

// Differences for people: a line each ("+ phrase benefit.nearby (ja): …"), at most `most` of them, and how many there
// are.
std::string to_text(const std::vector<dialogflow::design::Difference>& differences, std::size_t most = 200);

// {"same", "added", "removed", "changed", "differences": [{"change","kind","owner","what"}]}
std::string to_json(const std::vector<dialogflow::design::Difference>& differences);

}  // namespace hub::cli
