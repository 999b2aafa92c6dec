#include "connectors/local_agent/export_reader.hpp"

#include "connectors/local_agent/entity_reader.hpp"
#include "connectors/local_agent/export_files.hpp"
#include "connectors/local_agent/intent_reader.hpp"

namespace hub::local_agent {

Result<AgentDefinition> read_export(const std::string& directory) {
    Problems problems;
    const auto file = ExportFile::open(directory, "agent.json", problems);
    if (!file) return problems.to_error();
    AgentDefinition agent;
    agent.language = file->required_text(file->root(), "language", "");
    if (const auto least = file->root().find("mlMinConfidence")) {
        const auto score = least->as_number();
        if (score && *score > 0 && *score <= 1) agent.least_score = *score;
        else file->problem("/mlMinConfidence", "must be a number above 0, at most 1");
    }
    agent.entities = read_entities(directory, agent.language, problems);
    agent.intents = read_intents(directory, agent.language, agent.entities, problems);
    if (!problems.empty()) return problems.to_error();
    return agent;
}

}  // namespace hub::local_agent
