#include "connectors/local_agent/intent_reader.hpp"

#include <algorithm>
#include <set>

#include "connectors/local_agent/reply_reader.hpp"
#include "connectors/local_agent/utterance.hpp"
#include "router/core/lower_case.hpp"

namespace hub::local_agent {
namespace {

constexpr int kNormalPriority = 500000;

class IntentReader {
public:
    IntentReader(const ExportFile& file, const std::string& language, const std::vector<Entity>& entities)
        : file_(file), language_(language) {
        for (const auto* name : {"@sys.any", "@sys.date", "@sys.date-period"}) known_.insert(name);
        for (const auto& entity : entities) known_.insert("@" + entity.name);
    }

    Intent read() const {
        const auto root = file_.root();
        Intent intent;
        intent.id = file_.text(root, "id", "");
        intent.name = file_.required_text(root, "name", "");
        intent.priority = file_.integer(root, "priority", "", kNormalPriority);
        if (intent.priority == 0) intent.priority = kNormalPriority;
        intent.is_fallback = file_.flag(root, "fallbackIntent", "");
        intent.webhook_used = file_.flag(root, "webhookUsed", "");
        for (const auto& context : file_.list(root, "contexts", ""))
            if (const auto name = context.as_string()) intent.input_contexts.push_back(lower_case(*name));
            else file_.problem("/contexts", "must hold names of contexts");
        const auto responses = file_.list(root, "responses", "");
        if (responses.size() != 1) file_.problem("/responses", "must hold exactly one response");
        if (!responses.empty()) read_response(responses.front(), intent);
        return intent;
    }

    // The training phrases; `phrases` is the _usersays_ file.
    void read_phrases(const ExportFile& phrases, Intent& intent) const {
        if (!phrases.root().is_array()) return phrases.problem("", "must be an array of training phrases");
        std::size_t index = 0;
        for (const auto& element : phrases.root().elements()) {
            const auto pointer = "/" + std::to_string(index++);
            Phrase phrase;
            const auto parts = phrases.list(element, "data", pointer);
            for (std::size_t part = 0; part < parts.size(); ++part)
                phrase.push_back(read_part(phrases, parts[part], pointer + "/data/" + std::to_string(part), intent));
            std::string whole;
            for (const auto& part : phrase) whole += part.text;
            if (compared(whole).empty()) phrases.problem(pointer + "/data", "must hold some text");
            else intent.phrases.push_back(std::move(phrase));
        }
    }

private:
    void read_response(const json::Value& response, Intent& intent) const {
        const std::string pointer = "/responses/0";
        intent.action = file_.text(response, "action", pointer);
        if (intent.webhook_used && intent.action.empty())
            file_.problem(pointer + "/action", "is required because the intent uses the webhook");
        intent.resets_contexts = file_.flag(response, "resetContexts", pointer);
        const auto contexts = file_.list(response, "affectedContexts", pointer);
        for (std::size_t index = 0; index < contexts.size(); ++index) {
            const auto where = pointer + "/affectedContexts/" + std::to_string(index);
            intent.output_contexts.push_back({lower_case(file_.required_text(contexts[index], "name", where)),
                                              std::max(0, file_.integer(contexts[index], "lifespan", where, 5))});
        }
        const auto parameters = file_.list(response, "parameters", pointer);
        for (std::size_t index = 0; index < parameters.size(); ++index)
            intent.parameters.push_back(
                read_parameter(parameters[index], pointer + "/parameters/" + std::to_string(index)));
        intent.replies = read_replies(file_, response, pointer, language_);
    }

    Parameter read_parameter(const json::Value& value, const std::string& pointer) const {
        Parameter parameter;
        parameter.name = file_.required_text(value, "name", pointer);
        parameter.entity = file_.text(value, "dataType", pointer);
        parameter.value = file_.text(value, "value", pointer);
        parameter.default_value = file_.text(value, "defaultValue", pointer);
        parameter.required = file_.flag(value, "required", pointer);
        parameter.is_list = file_.flag(value, "isList", pointer);
        if (!parameter.entity.empty() && !known_.contains(parameter.entity))
            file_.problem(pointer + "/dataType", unknown_entity(parameter.entity));
        for (const auto& prompt : file_.list(value, "prompts", pointer))
            if (prompt.string("lang").value_or(language_) == language_ && !prompt.string("value").value_or("").empty())
                parameter.prompts.emplace_back(*prompt.string("value"));
        if (parameter.required && parameter.prompts.empty())
            file_.problem(pointer + "/prompts", "a required parameter needs a prompt in " + language_);
        return parameter;
    }

    PhrasePart read_part(const ExportFile& phrases, const json::Value& value, const std::string& pointer,
                         const Intent& intent) const {
        PhrasePart part{phrases.text(value, "text", pointer), phrases.text(value, "meta", pointer),
                        phrases.text(value, "alias", pointer)};
        if (part.entity == "@sys.ignore") part.entity.clear();
        if (part.entity.empty()) return part;
        if (!known_.contains(part.entity)) phrases.problem(pointer + "/meta", unknown_entity(part.entity));
        const auto declared = [&part](const Parameter& parameter) { return parameter.name == part.alias; };
        if (std::none_of(intent.parameters.begin(), intent.parameters.end(), declared))
            phrases.problem(pointer + "/alias", "the intent has no parameter " + part.alias);
        return part;
    }

    static std::string unknown_entity(const std::string& entity) {
        return entity.starts_with("@sys.") ? entity + " is not supported by the local agent, only @sys.any, @sys.date and @sys.date-period are"
                                           : "there is no entity " + entity;
    }

    const ExportFile& file_;
    const std::string& language_;
    std::set<std::string> known_;
};

}  // namespace

std::vector<Intent> read_intents(const std::string& directory, const std::string& language,
                                 const std::vector<Entity>& entities, Problems& problems) {
    constexpr std::string_view kPhrases = "_usersays_";
    std::vector<Intent> intents;
    std::set<std::string> names;
    const auto files = json_files(directory, "intents");
    const std::set<std::string> present(files.begin(), files.end());
    for (const auto& name : files) {
        if (const auto marker = name.rfind(kPhrases); marker != std::string::npos) {
            if (!present.contains(name.substr(0, marker) + ".json"))
                problems.add(name, "", "there is no intent these phrases belong to");
            continue;
        }
        const auto file = ExportFile::open(directory, name, problems);
        if (!file) continue;
        const IntentReader reader(*file, language, entities);
        auto intent = reader.read();
        if (!names.insert(intent.name).second) file->problem("/name", "another intent has the name " + intent.name);
        const auto phrases = name.substr(0, name.size() - 5) + std::string(kPhrases) + language + ".json";
        if (present.contains(phrases))
            if (const auto phrases_file = ExportFile::open(directory, phrases, problems))
                reader.read_phrases(*phrases_file, intent);
        intents.push_back(std::move(intent));
    }
    const auto is_fallback = [](const Intent& intent) { return intent.is_fallback; };
    if (std::none_of(intents.begin(), intents.end(), is_fallback))
        problems.add("intents", "", "there is no fallback intent");
    return intents;
}

}  // namespace hub::local_agent
