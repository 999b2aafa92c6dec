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
        // A folder that is not there has no files.
        fs::directory_iterator entry(fs::path(directory) / folder, failure);
        for (failure.clear(); entry != fs::directory_iterator(); entry.increment(failure)) {
            const auto& path = entry->path();
            if (std::error_code gone; !entry->is_regular_file(gone) || path.extension() != ".json") continue;
            std::ifstream stream(path, std::ios::binary);
            std::string content(std::istreambuf_iterator<char>(stream), {});
            if (!stream) return unreadable(path.string() + " cannot be read");
            bytes += content.size();
            if (files.size() == kMostFiles || bytes > kMostBytes)
                return unreadable(directory + " is too large for an agent's export");
            files.emplace(folder + path.filename().string(), std::move(content));
        }
        if (failure) return unreadable(directory + '/' + folder + " cannot be read: " + failure.message());
    }
    if (!files.contains("agent.json")) return unreadable(directory + " has no agent.json: it is no agent's export");
    return files;
}

}  // namespace hub::dialogflow::design
