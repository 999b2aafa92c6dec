#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "router/core/json.hpp"

namespace hub::chat {

// In turns; what is said to live longer lives so long.
inline constexpr int kLongestLifespan = 100;

// Something the dialogue remembers over a few turns (Dialogflow: context).
struct AgentContext {
    std::string name;               // bare id, lower case
    int lifespan = 0;               // further turns
    std::string parameters = "{}";  // JSON object
};

// Reads [{"name","lifespan","parameters"}]; entries without a name are left out. Missing: none.
std::vector<AgentContext> read_contexts(const std::optional<json::Value>& contexts);

// Writes the array.
void write_contexts(json::Writer& writer, const std::vector<AgentContext>& contexts);

// Null when there is none of this name.
const AgentContext* find_context(const std::vector<AgentContext>& contexts, std::string_view name);

}  // namespace hub::chat
