#include "connectors/dialogflow/cx_memory.hpp"

#include <algorithm>

#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow::cx {

void write_memory(json::Writer& writer, const std::vector<chat::AgentContext>& contexts) {
    writer.begin_object();
    writer.key("contexts");
    writer.begin_object();
    for (const auto& context : contexts) {
        writer.key(context.name);
        writer.begin_object();
        writer.member("lifespan", context.lifespan);
        writer.key("parameters");
        writer.raw(context.parameters);
        writer.end_object();
    }
    writer.end_object();
    writer.end_object();
}

std::vector<chat::AgentContext> read_memory(const std::optional<json::Value>& session_parameters) {
    std::vector<chat::AgentContext> contexts;
    const auto memory = session_parameters ? session_parameters->find(kHub) : std::nullopt;
    const auto found = memory ? memory->find("contexts") : std::nullopt;
    if (!found) return contexts;
    for (const auto& [name, context] : found->members()) {
        // Numbers of session parameters come back as doubles: 3.0 is a whole number too.
        const auto lifespan =
            static_cast<int>(std::clamp(context.number("lifespan").value_or(0), 0.0, double{chat::kLongestLifespan}));
        if (lifespan <= 0 || !is_context_id(name) || is_reserved_context(name)) continue;
        const auto parameters = context.find("parameters");
        contexts.push_back({std::string(name), lifespan,
                            parameters && parameters->is_object() ? parameters->to_json() : std::string("{}")});
    }
    return contexts;
}

std::string other_parameters(const std::optional<json::Value>& session_parameters) {
    json::Writer writer;
    writer.begin_object();
    if (session_parameters)
        for (const auto& [name, value] : session_parameters->members()) {
            if (name == kHub) continue;
            writer.key(name);
            writer.raw(value.to_json());
        }
    writer.end_object();
    return writer.take();
}

}  // namespace hub::dialogflow::cx
