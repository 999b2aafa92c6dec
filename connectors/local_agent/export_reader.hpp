#pragma once

#include <string>

#include "connectors/local_agent/agent_definition.hpp"
#include "router/core/result.hpp"

namespace hub::local_agent {

// Reads a Dialogflow ES export that was unpacked into `directory` and checks it whole. Every problem is one entry of
// `fields` of an `invalid` error: file and JSON pointer ("intents/benefit.nearby.json#/responses/0/action"), and a
// sentence. What the local agent cannot do (regular expressions, composite and system entities other than @sys.any) is
// a problem too, because it would answer wrongly without a word.
Result<AgentDefinition> read_export(const std::string& directory);

}  // namespace hub::local_agent
