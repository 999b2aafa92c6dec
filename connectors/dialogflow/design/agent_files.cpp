#include "connectors/dialogflow/design/agent_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace hub::dialogflow::design {
namespace {

namespace fs = std::filesystem;

Error unreadable(std::string detail) { return {ErrorKind::invalid, "agent.unreadable", std::move(detail)}; }

}  // namespace

Result<AgentFiles> read_agent_directory(const std::string& directory) {
    AgentFiles files;
    std::size_t bytes = 0;
    for (const std::string folder : {"", "intents/", "entities/"}) {
        std::error_code failure;
        for (const auto& entry : fs::directory_iterator(fs::path(directory) / folder, failure)) {
            if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
            std::ifstream stream(entry.path(), std::ios::binary);
            std::string content(std::istreambuf_iterator<char>(stream), {});
            if (!stream) return unreadable(entry.path().string() + " cannot be read");
            bytes += content.size();
            if (files.size() == kMostFiles || bytes > kMostBytes)
                return unreadable(directory + " is too large for an agent's export");
            files.emplace(folder + entry.path().filename().string(), std::move(content));
        }
    }
    if (!files.contains("agent.json")) return unreadable(directory + " has no agent.json: it is no agent's export");
    return files;
}

}  // namespace hub::dialogflow::design
