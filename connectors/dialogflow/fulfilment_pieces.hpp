#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/dialogflow/agent_query.hpp"
#include "router/core/json.hpp"

namespace hub::dialogflow {

inline constexpr std::size_t kMostWebhookResponseBytes = 64 * 1024;

// A reply of agent.fulfilment taken to pieces, as JSON texts, so that some can be left out without writing the others
// anew.
struct FulfilmentPieces {
    struct List {
        std::string_view name;
        std::vector<std::string> elements;
    };

    std::vector<std::string> texts;      // {"text":{"text":["…"]}}: a message of either edition
    std::vector<chat::AgentContext> contexts;  // as the reply names them; a lifespan of 0 ends one
    // What travels as payload. The first are the least missed when there is no room for all.
    std::array<List, 6> lists{
        {{"shops", {}}, {"facilities", {}}, {"events", {}}, {"messages", {}}, {"suggestions", {}}, {"places", {}}}};
};

FulfilmentPieces pieces_of(const json::Value& reply);

// {"text":{"text":["…"]}}
std::string text_message(std::string_view text);

// Writes an array of JSON texts under a name.
void write_array(json::Writer& writer, std::string_view name, const std::vector<std::string>& elements);

// Writes the payload {"passport_hub": {…}}. Lists that only some replies have are left out when empty.
void write_payload(json::Writer& writer, const FulfilmentPieces& pieces);

// What `render` makes of the pieces, or of as many as fit into kMostWebhookResponseBytes: the least missed are left out
// first, texts and contexts last.
std::string fitting(FulfilmentPieces pieces, const std::function<std::string(const FulfilmentPieces&)>& render);

}  // namespace hub::dialogflow
