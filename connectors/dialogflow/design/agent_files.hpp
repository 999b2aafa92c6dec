#pragma once

#include <map>
#include <string>
#include <string_view>

#include "router/core/result.hpp"

namespace hub::dialogflow::design {

// An agent's export (ES): the files by their paths ("intents/benefit.nearby.json").
using AgentFiles = std::map<std::string, std::string>;

inline constexpr std::size_t kMostFiles = 10'000;
inline constexpr std::size_t kMostBytes = 64U * 1024 * 1024;  // of all files together, unpacked

// The .json files of an export's directory: those at its top, in intents and in entities. Errors: invalid
// "agent.unreadable" (no agent.json, a file cannot be read, too many or too long).
Result<AgentFiles> read_agent_directory(const std::string& directory);

// The files as a ZIP: of equal files always the same bytes, whenever and wherever it is written.
Result<std::string> to_zip(const AgentFiles& files);

// The files in a ZIP. Errors: invalid "agent.bad_archive" (no ZIP, empty, damaged, too many files or bytes, a path that
// leads out of it).
Result<AgentFiles> from_zip(std::string_view zip);

}  // namespace hub::dialogflow::design
