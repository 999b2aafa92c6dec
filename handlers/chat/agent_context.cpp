#include "handlers/chat/agent_context.hpp"

#include <algorithm>

#include "router/core/lower_case.hpp"

namespace hub::chat {

std::vector<AgentContext> read_contexts(const std::optional<json::Value>& contexts) {
    std::vector<AgentContext> read;
    if (!contexts) return read;
    for (const auto& element : contexts->elements()) {
        const auto name = element.string("name");
        if (!name || name->empty()) continue;
        AgentContext context;
        context.name = lower_case(*name);
        context.lifespan = static_cast<int>(
            std::clamp<std::int64_t>(element.integer("lifespan").value_or(0), 0, kLongestLifespan));
        const auto parameters = element.find("parameters");
        if (parameters && parameters->is_object()) context.parameters = parameters->to_json();
        read.push_back(std::move(context));
    }
    return read;
}

void write_contexts(json::Writer& writer, const std::vector<AgentContext>& contexts) {
    writer.begin_array();
    for (const auto& context : contexts) {
        writer.begin_object();
        writer.member("name", context.name);
        writer.member("lifespan", context.lifespan);
        writer.key("parameters");
        writer.raw(context.parameters);
        writer.end_object();
    }
    writer.end_array();
}

const AgentContext* find_context(const std::vector<AgentContext>& contexts, std::string_view name) {
    const auto found = std::find_if(contexts.begin(), contexts.end(),
                                    [&](const AgentContext& context) { return context.name == name; });
    return found == contexts.end() ? nullptr : &*found;
}

}  // namespace hub::chat
