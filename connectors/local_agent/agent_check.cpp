#include "connectors/local_agent/agent_check.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "connectors/local_agent/date_words.hpp"
#include "connectors/local_agent/export_files.hpp"

namespace hub::local_agent {
namespace {

// Dialogflow's limits, as far as they are known.
constexpr std::size_t kMostIntents = 2000;
constexpr std::size_t kMostPhrases = 2000;
constexpr std::size_t kMostEntities = 250;
constexpr std::size_t kMostEntries = 30'000;
constexpr std::size_t kMostInputContexts = 5;
constexpr std::size_t kMostOutputContexts = 30;

constexpr std::chrono::sys_days kSomeDay{std::chrono::year(2026) / 11 / 22};

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
        const bool hexadecimal = (text[at] >= '0' && text[at] <= '9') || (text[at] >= 'a' && text[at] <= 'f');
        if (dash ? text[at] != '-' : !hexadecimal) return false;
    }
    return true;
}

std::string whole_text(const Phrase& phrase) {
    std::string text;
    for (const auto& part : phrase) text += part.text;
    return text;
}

class Check {
public:
    Check(const std::string& directory, const Agent& agent)
        : directory_(directory), agent_(agent), definition_(agent.trained()->definition()) {}

    std::vector<Finding> run() {
        ids();
        limits();
        shared_phrases();
        for (const auto& intent : definition_.intents) {
            reach(intent);
            parameters(intent);
            annotations(intent);
            understood(intent);
        }
        std::stable_sort(findings_.begin(), findings_.end(),
                         [](const Finding& one, const Finding& other) { return one.is_error && !other.is_error; });
        return std::move(findings_);
    }

private:
    void error(std::string where, std::string problem) {
        findings_.push_back({true, std::move(where), std::move(problem)});
    }
    void doubt(std::string where, std::string problem) {
        findings_.push_back({false, std::move(where), std::move(problem)});
    }
    static std::string place_of(const Intent& intent) { return "intents/" + intent.name; }

    void id(const std::string& file, const json::Value& object, const std::string& what) {
        const auto id = object.string("id").value_or("");
        if (!is_uuid(id)) error(file, what + " has no UUID as its id");
        else if (const auto [first, is_new] = ids_.try_emplace(std::string(id), file); !is_new)
            error(file, what + " has the id " + std::string(id) + ", which " + first->second + " has too");
    }

    void ids() {
        for (const auto* folder : {"entities", "intents"}) {
            for (const auto& name : json_files(directory_, folder)) {
                if (name.find("_entries_") != std::string::npos) continue;
                Problems unused;  // read_export has told them
                const auto file = ExportFile::open(directory_, name, unused);
                if (!file) continue;
                if (file->root().is_array()) {
                    for (const auto& phrase : file->root().elements()) id(name, phrase, "a phrase");
                    continue;
                }
                id(name, file->root(), "it");
                for (const auto& response : file->list(file->root(), "responses", ""))
                    for (const auto& parameter : file->list(response, "parameters", ""))
                        id(name, parameter, "parameter " + std::string(parameter.string("name").value_or("")));
                for (const auto& event : file->list(file->root(), "events", ""))
                    if (event.string("name")) with_event_.insert(std::string(file->root().string("name").value_or("")));
            }
        }
    }

    void at_most(const std::string& where, std::size_t count, std::size_t most, const std::string& what) {
        if (count > most)
            error(where, "has " + std::to_string(count) + " " + what + ", Dialogflow takes " + std::to_string(most));
    }

    void limits() {
        at_most("intents", definition_.intents.size(), kMostIntents, "intents");
        at_most("entities", definition_.entities.size(), kMostEntities, "entity types");
        for (const auto& entity : definition_.entities)
            at_most("entities/" + entity.name, entity.entries.size(), kMostEntries, "entries");
        for (const auto& intent : definition_.intents) {
            at_most(place_of(intent), intent.phrases.size(), kMostPhrases, "training phrases");
            at_most(place_of(intent), intent.input_contexts.size(), kMostInputContexts, "input contexts");
            at_most(place_of(intent), intent.output_contexts.size(), kMostOutputContexts, "output contexts");
        }
    }

    void shared_phrases() {
        std::map<std::u32string, const Intent*> first;
        for (const auto& intent : definition_.intents)
            for (const auto& phrase : intent.phrases) {
                const auto [known, is_new] = first.try_emplace(compared(whole_text(phrase)), &intent);
                if (is_new) continue;
                if (known->second == &intent) doubt(place_of(intent), "has a phrase twice: " + whole_text(phrase));
                else error(place_of(intent), "shares a phrase with " + known->second->name + ": " + whole_text(phrase));
            }
    }

    void reach(const Intent& intent) {
        if (intent.phrases.empty() && !intent.is_fallback && !with_event_.contains(intent.name))
            error(place_of(intent), "cannot be reached: it has no training phrases and no event");
        if (intent.priority < 0) doubt(place_of(intent), "is never matched: its priority is negative");
        if (intent.replies.empty())
            error(place_of(intent), intent.webhook_used ? "says nothing when the webhook fails" : "says nothing");
        for (const auto& name : intent.input_contexts) {
            const auto sets = [&name](const Intent& one) {
                return std::any_of(one.output_contexts.begin(), one.output_contexts.end(),
                                   [&name](const OutputContext& output) { return output.name == name; });
            };
            if (std::none_of(definition_.intents.begin(), definition_.intents.end(), sets))
                error(place_of(intent), "cannot be reached: no intent sets its context " + name);
        }
    }

    void parameters(const Intent& intent) {
        for (const auto& parameter : intent.parameters) {
            if (parameter.entity.empty()) continue;
            const auto shows = [&parameter](const Phrase& phrase) {
                return std::any_of(phrase.begin(), phrase.end(),
                                   [&parameter](const PhrasePart& part) { return part.alias == parameter.name; });
            };
            if (std::none_of(intent.phrases.begin(), intent.phrases.end(), shows))
                doubt(place_of(intent), "no phrase shows the parameter " + parameter.name);
        }
    }

    void annotations(const Intent& intent) {
        for (const auto& phrase : intent.phrases)
            for (const auto& part : phrase) {
                if (part.entity.empty() || part.entity == kAnyEntity) continue;
                const auto parameter = std::find_if(intent.parameters.begin(), intent.parameters.end(),
                                                    [&part](const Parameter& one) { return one.name == part.alias; });
                if (parameter != intent.parameters.end() && parameter->entity != part.entity)
                    error(place_of(intent), "marks " + part.text + " as " + part.entity + ", but " + part.alias +
                                                " is of " + parameter->entity);
                if (!is_word_of(part.entity, part.text))
                    error(place_of(intent), "marks " + part.text + ", which is no word of " + part.entity);
            }
    }

    bool is_word_of(const std::string& name, const std::string& text) const {
        if (name.starts_with("@sys.date")) {
            const Utterance utterance(text);
            const auto words = date_words(utterance, kSomeDay);
            return words.size() == 1 && words.front().end - words.front().begin == utterance.size() &&
                   words.front().is_period == (name == "@sys.date-period");
        }
        const auto entity = std::find_if(definition_.entities.begin(), definition_.entities.end(),
                                         [&name](const Entity& one) { return name == "@" + one.name; });
        if (entity == definition_.entities.end() || entity->is_open) return true;
        const auto letters = compared(text);
        return std::any_of(entity->entries.begin(), entity->entries.end(), [&letters](const EntityEntry& entry) {
            return std::any_of(entry.synonyms.begin(), entry.synonyms.end(),
                               [&letters](const std::string& synonym) { return compared(synonym) == letters; });
        });
    }

    // Asked its own phrases, the agent must recognise them.
    void understood(const Intent& intent) {
        std::vector<chat::AgentContext> contexts;
        for (const auto& name : intent.input_contexts) contexts.push_back({name, 5, "{}"});
        for (const auto& phrase : intent.phrases) {
            const auto turn = agent_.answer(whole_text(phrase), contexts, kSomeDay);
            if (turn.intent != intent.name && !(intent.is_fallback && turn.is_fallback))
                doubt(place_of(intent), "its phrase is understood as " + turn.intent + ": " + whole_text(phrase));
        }
    }

    const std::string& directory_;
    const Agent& agent_;
    const AgentDefinition& definition_;
    std::map<std::string, std::string> ids_;  // with the file
    std::set<std::string> with_event_;
    std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_export(const std::string& directory, const Agent& agent) {
    return Check(directory, agent).run();
}

}  // namespace hub::local_agent
