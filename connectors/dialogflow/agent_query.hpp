#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/chat/agent_context.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

namespace hub::dialogflow {

// The longest question Dialogflow takes, in code points. Assumption [M]: Google says "characters" and not which.
inline constexpr std::size_t kLongestText = 256;

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
    // Those that still live and that the service does not keep for itself; a lifespan counts this turn, too.
    std::vector<chat::AgentContext> contexts{};
    std::string webhook_token{};
};

// Reads agent.query; `default_language` when the question names none. Invalid "agent_query.invalid" names every wrong
// field.
Result<AgentQuery> read_agent_query(const json::Value& data, const std::string& default_language);

// Writes the members of queryParams that both editions share: "payload", which our webhook gets back with the position,
// and "webhookHeaders" with the question's token, when there is a header of `header_name` for it.
void write_query_parameters(json::Writer& writer, const AgentQuery& query, const std::string& header_name);

}  // namespace hub::dialogflow
