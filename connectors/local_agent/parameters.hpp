#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/slot_values.hpp"
#include "handlers/chat/agent_context.hpp"

namespace hub::local_agent {

// The values of an intent's parameters in one turn.
class Parameters {
public:
    // Each parameter takes its `value` ($name, $name.original, #context.name, a constant), or else its default.
    Parameters(const Intent& intent, const std::vector<SlotValue>& values,
               const std::vector<chat::AgentContext>& contexts);

    // {"place":"焼津駅","tokuten":["割引"]}: "" and [] for what was not said.
    std::string to_json() const;
    // For contexts: the same with the words as they were written beside them ("place.original"), on top of the other
    // members of `earlier` (a JSON object).
    std::string merged_into(const std::string& earlier) const;

    // The first required parameter that has no value; null when there is none.
    const Parameter* missing() const;

    // `text` with $name, $name.original and #context.name replaced; empty when it refers to a value that is empty.
    std::optional<std::string> filled(const std::string& text) const;

private:
    struct Value {
        const Parameter* parameter;
        std::vector<std::string> values;  // JSON
        std::vector<std::string> written;
    };
    void write_members(json::Writer& writer, bool with_originals) const;
    std::string look_up(std::string_view reference) const;

    std::vector<Value> values_;
    const std::vector<chat::AgentContext>& contexts_;
};

}  // namespace hub::local_agent
