#pragma once

#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/export_files.hpp"

namespace hub::local_agent {

// Reads intents/*.json with the training phrases of one language; `entities` are those that phrases and parameters may
// refer to.
std::vector<Intent> read_intents(const std::string& directory, const std::string& language,
                                 const std::vector<Entity>& entities, Problems& problems);

}  // namespace hub::local_agent
