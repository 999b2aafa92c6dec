#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/local_agent/agent_definition.hpp"

namespace hub::local_agent {

// A synonym found in an utterance; letters [begin, end).
struct Mention {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t entity = 0;  // index in the definition
    std::size_t entry = 0;
    bool found() const { return end > begin; }
};

// The synonyms of an agent's entities. Immutable.
class EntityIndex {
public:
    explicit EntityIndex(const std::vector<Entity>& entities);

    std::size_t size() const { return synonyms_.size(); }

    // The longest synonym of an entity that begins at a letter; not found() when there is none.
    Mention longest_at(std::u32string_view letters, std::size_t begin, std::size_t entity) const;

private:
    struct Synonyms {
        std::map<std::u32string, std::size_t, std::less<>> entry_of;
        std::size_t longest = 0;
    };
    std::vector<Synonyms> synonyms_;  // by entity
};

// All that one utterance mentions: for each letter and entity the longest synonym there, looked up once.
class MentionTable {
public:
    MentionTable(const EntityIndex& index, std::u32string_view letters);

    // The mentions of some entities from left to right, the longest first, not overlapping.
    std::vector<Mention> of(const std::vector<std::size_t>& entities) const;

private:
    std::size_t letters_;
    std::vector<std::vector<Mention>> at_;  // [entity][letter]
};

}  // namespace hub::local_agent
