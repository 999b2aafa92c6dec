#include "connectors/local_agent/entity_reader.hpp"

#include <map>
#include <set>

#include "connectors/local_agent/utterance.hpp"

namespace hub::local_agent {
namespace {

std::string at(const std::string& pointer, std::size_t index) { return pointer + "/" + std::to_string(index); }

std::vector<EntityEntry> read_entries(const ExportFile& file) {
    std::vector<EntityEntry> entries;
    if (!file.root().is_array()) {
        file.problem("", "must be an array of entries");
        return entries;
    }
    std::map<std::u32string, std::string> value_of;  // folded synonym to value
    std::size_t index = 0;
    for (const auto& element : file.root().elements()) {
        const auto pointer = at("", index++);
        EntityEntry entry{file.required_text(element, "value", pointer), {}};
        auto synonyms = file.list(element, "synonyms", pointer);
        for (std::size_t number = 0; number < synonyms.size(); ++number) {
            const auto where = at(pointer + "/synonyms", number);
            const auto text = synonyms[number].as_string();
            const auto folded = text ? compared(*text) : std::u32string();
            if (folded.empty()) {
                file.problem(where, "must be a non-empty string");
            } else if (text->find('@') != std::string_view::npos) {
                file.problem(where, "composite entities are not supported by the local agent");
            } else if (value_of.try_emplace(folded, entry.value).first->second != entry.value) {
                file.problem(where, "also belongs to the value " + value_of[folded]);
            } else {
                entry.synonyms.emplace_back(*text);
            }
        }
        if (synonyms.empty()) entry.synonyms.push_back(entry.value);  // a list without synonyms (isEnum)
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

std::vector<Entity> read_entities(const std::string& directory, const std::string& language, Problems& problems) {
    std::vector<Entity> entities;
    std::set<std::string> names;
    std::set<std::string> entry_files;
    const auto files = json_files(directory, "entities");
    for (const auto& name : files)
        if (name.find("_entries_") != std::string::npos) entry_files.insert(name);
    for (const auto& name : files) {
        if (entry_files.contains(name)) continue;
        const auto file = ExportFile::open(directory, name, problems);
        if (!file) continue;
        Entity entity{file->required_text(file->root(), "name", ""), {}, file->flag(file->root(), "automatedExpansion", "")};
        if (!names.insert(entity.name).second) file->problem("/name", "another entity has the name " + entity.name);
        if (file->flag(file->root(), "isRegexp", ""))
            file->problem("/isRegexp", "regular expressions are not supported by the local agent");
        const auto entries = name.substr(0, name.size() - 5) + "_entries_" + language + ".json";
        if (const auto entries_file = ExportFile::open(directory, entries, problems))
            entity.entries = read_entries(*entries_file);
        entities.push_back(std::move(entity));
    }
    return entities;
}

}  // namespace hub::local_agent
