#include "connectors/local_agent/agent.hpp"

#include <algorithm>
#include <numeric>

#include "connectors/local_agent/parameters.hpp"
#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

std::string text_message(std::string_view text) {
    json::Writer writer;
    writer.begin_object();
    writer.member("type", "text");
    writer.member("text", text);
    writer.end_object();
    return writer.take();
}

// Which variant of a text is taken depends on what was said alone: varied for people, repeatable for tests.
std::vector<std::string> messages_of(const Intent& intent, const Parameters& parameters, const std::string& said) {
    const auto turn = std::accumulate(said.begin(), said.end(), std::size_t{0}, [](std::size_t sum, char byte) {
        return sum + static_cast<unsigned char>(byte);
    });
    std::vector<std::string> messages;
    for (const auto& reply : intent.replies) {
        messages.insert(messages.end(), reply.ready.begin(), reply.ready.end());
        std::vector<std::string> sayable;
        for (const auto& variant : reply.variants)
            if (auto text = parameters.filled(variant)) sayable.push_back(std::move(*text));
        if (!sayable.empty()) messages.push_back(text_message(sayable[turn % sayable.size()]));
    }
    return messages;
}

void set_context(std::vector<chat::AgentContext>& contexts, const OutputContext& output, const Parameters& parameters) {
    const auto present = std::find_if(contexts.begin(), contexts.end(), [&](const chat::AgentContext& context) {
        return context.name == output.name;
    });
    const auto earlier = present == contexts.end() ? std::string("{}") : present->parameters;
    if (present != contexts.end()) contexts.erase(present);
    if (output.lifespan > 0) contexts.push_back({output.name, output.lifespan, parameters.merged_into(earlier)});
}

}  // namespace

Agent::Agent(AgentDefinition definition) : definition_(std::move(definition)), matcher_(definition_) {}

Turn Agent::answer(const std::string& text, const std::vector<chat::AgentContext>& contexts) const {
    std::set<std::string> active;
    for (const auto& context : contexts)
        if (context.lifespan > 0) active.insert(context.name);
    const auto match = matcher_.match(text, active);

    Turn turn;
    turn.contexts = contexts;
    for (auto& context : turn.contexts) --context.lifespan;
    std::erase_if(turn.contexts, [](const chat::AgentContext& context) { return context.lifespan <= 0; });
    if (match.intent == nullptr) return turn;

    const Parameters parameters(*match.intent, match.values, contexts);
    turn.intent = match.intent->name;
    turn.action = match.intent->action;
    turn.is_fallback = match.intent->is_fallback;
    turn.score = match.score;
    turn.parameters = parameters.to_json();
    if (match.intent->resets_contexts) turn.contexts.clear();
    for (const auto& output : match.intent->output_contexts) set_context(turn.contexts, output, parameters);
    if (const auto* missing = parameters.missing()) {
        turn.messages = {text_message(missing->prompt)};
        return turn;
    }
    turn.webhook_used = match.intent->webhook_used;
    turn.messages = messages_of(*match.intent, parameters, text);
    return turn;
}

}  // namespace hub::local_agent
