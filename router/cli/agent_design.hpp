#pragma once

#include <string>

#include "router/cli/commands.hpp"

// `passport-hub agent export|diff|import|synchronise`: the agent's export in the repository and the agent in Dialogflow
// ES. Each function is one command and returns the process's exit code.
namespace hub::cli {

struct AgentDesignOptions {
    std::string file;               // export: where the ZIP goes
    bool from_dialogflow = false;   // export: what Dialogflow has, not what the repository has
    std::string what = "entities";  // synchronise
    bool replace = false;           // import: the export becomes the whole agent
    bool prune = false;             // synchronise: also when an entity would lose more than a third
    bool dry_run = false;
    bool yes = false;
    int timeout_seconds = 300;  // for each operation
};

int export_agent(const CommonOptions& common, const AgentDesignOptions& options);
int diff_agent(const CommonOptions& common, const AgentDesignOptions& options);
int import_agent(const CommonOptions& common, const AgentDesignOptions& options);
int synchronise_entities(const CommonOptions& common, const AgentDesignOptions& options);

}  // namespace hub::cli
