#pragma once

#include <optional>
#include <vector>

#include "handlers/chat/agent_context.hpp"
#include "handlers/chat/dialogue.hpp"

namespace hub::chat {

// The contexts that bring `remembered` back next turn. `nearby` is the one the agent's intents ask for; their own
// parameters (genre, tokuten) may overwrite ours in it, so it holds the place alone and a second one, which no intent
// knows, all of it. Together they are small enough for a conversation's token.
std::vector<AgentContext> contexts_to_remember(const Remembered& remembered);

// Empty when the contexts hold nothing of ours. What is damaged or out of range is left out.
std::optional<Remembered> read_remembered(const std::vector<AgentContext>& contexts);

}  // namespace hub::chat
