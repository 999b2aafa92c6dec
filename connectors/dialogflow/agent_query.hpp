#pragma once

#include <optional>
#include <string>
#include <vector>

#include "router/core/json.hpp"
#include "router/core/result.hpp"

namespace hub::dialogflow {

// The longest question Dialogflow takes, in code points. Assumption [M]: Google says "characters" and not which.
inline constexpr std::size_t kLongestText = 256;

// Something the dialogue remembers over a few turns, as it travels with each of them.
struct QueryContext {
    std::string name;
    std::int64_t lifespan = 0;      // turns, this one included
    std::string parameters = "{}";  // JSON object
};

// The data of an agent.query message, checked.
struct AgentQuery {
    struct Position {
        double lat = 0;
        double lng = 0;
    };

    std::string session;   // 1 to 36 letters, digits, "-" and "_"
    std::string text;      // 1 to kLongestText code points
    std::string language;  // ja
    std::optional<Position> position{};
    std::vector<QueryContext> contexts{};  // those that still live and that the service does not keep for itself
    std::string webhook_token{};
};

// Reads agent.query; `default_language` when the question names none. Invalid "agent_query.invalid" names every wrong
// field.
Result<AgentQuery> read_agent_query(const json::Value& data, const std::string& default_language);

}  // namespace hub::dialogflow
