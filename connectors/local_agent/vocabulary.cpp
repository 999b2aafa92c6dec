#include "connectors/local_agent/vocabulary.hpp"

#include "connectors/local_agent/utterance.hpp"

namespace hub::local_agent {

EntityTable::EntityTable(const std::vector<Entity>& entities) {
    for (const auto& entity : entities) add(entity.name, entity.is_open);
    date_ = add("sys.date", false);
    date_period_ = add("sys.date-period", false);
    place_ = find("place");
    here_ = find("here");
}

std::size_t EntityTable::add(std::string name, bool open) {
    names_.push_back(std::move(name));
    open_.push_back(open);
    return names_.size() - 1;
}

std::size_t EntityTable::find(std::string_view name) const {
    if (name.starts_with("@")) name.remove_prefix(1);
    for (std::size_t entity = 0; entity < names_.size(); ++entity)
        if (names_[entity] == name) return entity;
    return kNone;
}

Vocabulary::Vocabulary(const EntityTable& table, const std::vector<Entity>& entities, const std::vector<Entity>& more) {
    std::vector<EntityAutomaton::Word> words;
    const auto add = [&](const Entity& entity) {
        const auto number = table.find(entity.name);
        if (number == EntityTable::kNone) return;
        for (const auto& entry : entity.entries) {
            const auto meaning = static_cast<std::uint32_t>(meanings_.size());
            meanings_.push_back({static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(values_.size())});
            values_.push_back(entry.value);
            for (const auto& synonym : entry.synonyms) words.push_back({compared(synonym), meaning});
        }
    };
    for (const auto& entity : entities) add(entity);
    for (const auto& entity : more) add(entity);
    words_ = words.size();
    automaton_ = std::make_unique<const EntityAutomaton>(std::move(words));
}

void Vocabulary::find(std::u32string_view letters, const std::function<void(const Word&)>& take) const {
    automaton_->find(letters, [&](const EntityAutomaton::Found& found) {
        const auto& meaning = meanings_[found.meaning];
        take({found.begin, found.end, meaning.entity, meaning.value});
    });
}

}  // namespace hub::local_agent
