#include "connectors/dialogflow/output_contexts.hpp"

#include <algorithm>

#include "connectors/dialogflow/session_path.hpp"

namespace hub::dialogflow {

std::vector<chat::AgentContext> read_output_contexts(const json::Value& result) {
    std::vector<chat::AgentContext> read;
    const auto contexts = result.find("outputContexts");
    for (const auto& context : contexts ? contexts->elements() : std::vector<json::Value>{}) {
        const auto id = context_id(context.string("name").value_or(""));
        if (!is_context_id(id) || is_reserved_context(id)) continue;
        const auto lifespan =
            std::clamp<std::int64_t>(context.integer("lifespanCount").value_or(0), 0, chat::kLongestLifespan);
        const auto parameters = context.find("parameters");
        read.push_back({std::string(id), static_cast<int>(lifespan),
                        parameters && parameters->is_object() ? parameters->to_json() : std::string("{}")});
    }
    return read;
}

void write_output_context(json::Writer& writer, const chat::AgentContext& context, std::string_view session) {
    writer.begin_object();
    writer.member("name", context_name(session, context.name));
    writer.member("lifespanCount", context.lifespan);
    writer.key("parameters");
    writer.raw(context.parameters);
    writer.end_object();
}

}  // namespace hub::dialogflow
