#pragma once

#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/export_files.hpp"

namespace hub::local_agent {

// Reads entities/*.json with the entries of one language.
std::vector<Entity> read_entities(const std::string& directory, const std::string& language, Problems& problems);

}  // namespace hub::local_agent
