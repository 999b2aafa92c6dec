#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"
#include "connectors/local_agent/entity_automaton.hpp"

namespace hub::local_agent {

// The entities of an agent by number: those of the export in its order, then the system's that are read in process.
class EntityTable {
public:
    explicit EntityTable(const std::vector<Entity>& entities);

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::size_t size() const { return names_.size(); }
    // `name` with or without @; kNone when it is no entity that has words (@sys.any).
    std::size_t find(std::string_view name) const;
    const std::string& name(std::size_t entity) const { return names_[entity]; }
    // True when what the entity does not list may be a value of it too (automated expansion).
    bool is_open(std::size_t entity) const { return open_[entity]; }
    std::size_t place() const { return place_; }
    std::size_t here() const { return here_; }
    std::size_t date() const { return date_; }
    std::size_t date_period() const { return date_period_; }

private:
    std::size_t add(std::string name, bool open);

    std::vector<std::string> names_;
    std::vector<bool> open_;
    std::size_t place_, here_, date_, date_period_;
};

// Every word of every entity in one automaton: the export's and the catalog's. Immutable; one per catalog version.
class Vocabulary {
public:
    // `entities` are the export's, `more` values that join the entities of the same name.
    Vocabulary(const EntityTable& table, const std::vector<Entity>& entities, const std::vector<Entity>& more);

    struct Word {
        std::size_t begin;  // letters of the text
        std::size_t end;
        std::size_t entity;
        std::uint32_t entry;
    };
    void find(std::u32string_view letters, const std::function<void(const Word&)>& take) const;
    const std::string& value(const Word& word) const { return values_[word.entry]; }

    std::size_t size() const { return words_; }  // (word, value)

private:
    struct Meaning {
        std::uint32_t entity;
        std::uint32_t value;
    };
    std::vector<std::string> values_;
    std::vector<Meaning> meanings_;
    std::size_t words_ = 0;
    std::unique_ptr<const EntityAutomaton> automaton_;
};

}  // namespace hub::local_agent
