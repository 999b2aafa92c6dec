#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "connectors/dialogflow/design/agent_files.hpp"

// What an agent consists of, so that two can be compared by what they mean: ids, times, the order of phrases and
// entries, and members at their default do not count. Pure.
namespace hub::dialogflow::design {

// One thing an agent has.
struct Part {
    std::string kind;   // setting, intent, phrase, entity or entry
    std::string owner;  // the intent's or entity's name, with the language where it matters: "benefit.nearby (ja)"
    std::string what;   // the phrase, the entry's value, the setting's name; empty for intents and entities themselves

    auto operator<=>(const Part&) const = default;
};

// Each part with what it says, in one spelling.
using AgentOutline = std::map<Part, std::string>;

// Errors: invalid "agent.invalid" with every file that is no JSON or lacks its name.
Result<AgentOutline> outline_of(const AgentFiles& files);

enum class Change { added, removed, changed };

struct Difference {
    Change change = Change::changed;
    Part part;
};

// What `wanted` has and `present` has not (added), the other way round (removed), and what says something else
// (changed); by kind, owner and what. Entries of the entities `generated` (without "@") are left out.
std::vector<Difference> difference(const AgentOutline& wanted, const AgentOutline& present,
                                   const std::vector<std::string>& generated);

}  // namespace hub::dialogflow::design
