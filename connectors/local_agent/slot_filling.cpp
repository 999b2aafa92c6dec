#include "connectors/local_agent/slot_filling.hpp"

#include <algorithm>

#include "router/core/json.hpp"

namespace hub::local_agent {
namespace {

constexpr int kTurnsOpen = 2;

// Context ids hold a-z, 0-9, _ and - only.
std::string context_name(const Intent& intent, const Parameter& parameter) {
    std::string name = intent.name + "_dialog_params_" + parameter.name;
    for (auto& letter : name) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        const bool allowed = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
        if (!allowed) letter = '_';
    }
    return name;
}

std::vector<SlotValue> read_values(const json::Value& list) {
    std::vector<SlotValue> values;
    for (const auto& element : list.elements()) {
        const auto value = element.find("value");
        const auto parameter = element.string("parameter");
        if (!value || !parameter) continue;
        values.push_back({std::string(*parameter), value->to_json(), std::string(element.string("written").value_or(""))});
    }
    return values;
}

}  // namespace

std::optional<OpenQuestion> open_question(const AgentDefinition& agent, const std::vector<chat::AgentContext>& contexts) {
    for (const auto& intent : agent.intents)
        for (const auto& parameter : intent.parameters) {
            if (!parameter.required) continue;
            const auto* context = chat::find_context(contexts, context_name(intent, parameter));
            if (context == nullptr || context->lifespan <= 0) continue;
            OpenQuestion question{&intent, &parameter, {}, 1};
            if (const auto document = json::Document::parse(context->parameters)) {
                if (const auto values = document->root().find("values")) question.values = read_values(*values);
                question.times = static_cast<int>(std::clamp<std::int64_t>(document->root().integer("times").value_or(1), 1, 1000));
            }
            return question;
        }
    return std::nullopt;
}

chat::AgentContext question_context(const Intent& intent, const Parameter& asked, const std::vector<SlotValue>& values,
                                    int times) {
    json::Writer writer;
    writer.begin_object();
    writer.member("times", times);
    writer.key("values");
    writer.begin_array();
    for (const auto& value : values) {
        writer.begin_object();
        writer.member("parameter", value.parameter);
        writer.key("value");
        writer.raw(value.value);
        writer.member("written", value.written);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return {context_name(intent, asked), kTurnsOpen, writer.take()};
}

void close_questions(const AgentDefinition& agent, std::vector<chat::AgentContext>& contexts) {
    for (const auto& intent : agent.intents)
        for (const auto& parameter : intent.parameters) {
            if (!parameter.required) continue;
            const auto name = context_name(intent, parameter);
            std::erase_if(contexts, [&name](const chat::AgentContext& context) { return context.name == name; });
        }
}

}  // namespace hub::local_agent
