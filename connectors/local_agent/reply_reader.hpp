#pragma once

#include <string>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/export_files.hpp"

namespace hub::local_agent {

// Reads the messages of an intent's response that are for the default platform and for `language`: texts with their
// variants, quick replies, cards, and custom payloads with Messenger's richContent. Images and other platforms'
// messages are left out.
std::vector<Reply> read_replies(const ExportFile& file, const json::Value& response, const std::string& pointer,
                                const std::string& language);

}  // namespace hub::local_agent
