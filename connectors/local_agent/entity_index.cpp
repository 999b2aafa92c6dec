#include "connectors/local_agent/entity_index.hpp"

#include <algorithm>

#include "connectors/local_agent/utterance.hpp"

namespace hub::local_agent {

EntityIndex::EntityIndex(const std::vector<Entity>& entities) : synonyms_(entities.size()) {
    for (std::size_t entity = 0; entity < entities.size(); ++entity) {
        auto& synonyms = synonyms_[entity];
        for (std::size_t entry = 0; entry < entities[entity].entries.size(); ++entry)
            for (const auto& synonym : entities[entity].entries[entry].synonyms) {
                auto letters = compared(synonym);
                if (letters.empty()) continue;
                synonyms.longest = std::max(synonyms.longest, letters.size());
                synonyms.entry_of.emplace(std::move(letters), entry);
            }
    }
}

Mention EntityIndex::longest_at(std::u32string_view letters, std::size_t begin, std::size_t entity) const {
    const auto& synonyms = synonyms_[entity];
    for (auto length = std::min(synonyms.longest, letters.size() - begin); length > 0; --length) {
        const auto found = synonyms.entry_of.find(letters.substr(begin, length));
        if (found != synonyms.entry_of.end()) return {begin, begin + length, entity, found->second};
    }
    return {};
}

MentionTable::MentionTable(const EntityIndex& index, std::u32string_view letters)
    : letters_(letters.size()), at_(index.size()) {
    for (std::size_t entity = 0; entity < index.size(); ++entity)
        for (std::size_t letter = 0; letter < letters.size(); ++letter)
            at_[entity].push_back(index.longest_at(letters, letter, entity));
}

std::vector<Mention> MentionTable::of(const std::vector<std::size_t>& entities) const {
    std::vector<Mention> mentions;
    for (std::size_t letter = 0; letter < letters_;) {
        Mention longest;
        for (const auto entity : entities) {
            const auto& candidate = at_[entity][letter];
            if (candidate.end - candidate.begin > longest.end - longest.begin) longest = candidate;
        }
        if (longest.found()) mentions.push_back(longest);
        letter = longest.found() ? longest.end : letter + 1;
    }
    return mentions;
}

}  // namespace hub::local_agent
