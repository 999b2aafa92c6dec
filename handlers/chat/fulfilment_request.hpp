#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/catalog/catalog_data.hpp"
#include "handlers/chat/agent_context.hpp"
#include "handlers/chat/reply.hpp"
#include "router/core/json.hpp"
#include "router/core/result.hpp"

namespace hub::chat {

// What somebody wants to see, as display names of the code lists (the agent has resolved synonyms).
struct Wishes {
    std::string genre{};
    std::vector<std::string> tokuten{};
    bool empty() const { return genre.empty() && tokuten.empty(); }
    friend bool operator==(const Wishes&, const Wishes&) = default;
};

// What the dialogue remembers: where the last search was, and for what.
struct Remembered {
    ChatPlace place;
    Wishes wishes;
};

// The data of an agent.fulfilment message.
struct FulfilmentRequest {
    std::string action;
    std::string query_text;
    std::string place{};      // as it was said; empty when none was
    bool here = false;        // この近く
    Wishes wishes{};
    std::string shop_name{};
    std::optional<catalog::Position> position{};
    std::optional<Remembered> remembered{};
};

// Lenient about what an agent leaves out or writes as "" or []; `invalid` when it is no object or has no action.
Result<FulfilmentRequest> read_fulfilment_request(const json::Value& data);

// The contexts that bring `remembered` back next turn. `nearby` is the one the agent's intents ask for; their own
// parameters (genre, tokuten) may overwrite ours in it, so a second one, which no intent knows, holds all of it too.
std::vector<AgentContext> contexts_to_remember(const Remembered& remembered);

}  // namespace hub::chat
