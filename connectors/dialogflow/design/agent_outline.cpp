#include "connectors/dialogflow/design/agent_outline.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "router/core/json.hpp"

namespace hub::dialogflow::design {
namespace {

constexpr json::Limits kLimits{32, kMostBytes};
constexpr std::string_view kPhrases = "_usersays_";
constexpr std::string_view kEntries = "_entries_";

// Members that name one copy of an agent and not what it does, or that are none of anybody's business.
constexpr std::array<std::string_view, 8> kIgnored = {"id",           "lastUpdate",   "updated",         "count",
                                                      "secondaryKey", "rootParentId", "googleAssistant", "version"};
// Lists whose order means nothing.
constexpr std::array<std::string_view, 4> kUnordered = {"contexts", "events", "affectedContexts", "synonyms"};

bool is_one_of(std::string_view name, const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_default(std::string_view name, const std::string& text) {
    if (name == "priority" && text == "500000") return true;  // written as 0 too: "normal"
    return text == "null" || text == "false" || text == "\"\"" || text == "[]" || text == "{}" || text == "0";
}

std::string canonical(const json::Value& value, std::string_view name);

std::string canonical_list(const json::Value& value, std::string_view name) {
    std::vector<std::string> elements;
    for (const auto& element : value.elements()) elements.push_back(canonical(element, ""));
    if (is_one_of(name, kUnordered)) std::sort(elements.begin(), elements.end());
    std::string text = "[";
    for (const auto& element : elements) text += (text.size() > 1 ? "," : "") + element;
    return text + "]";
}

std::string canonical_object(const json::Value& value) {
    std::map<std::string, std::string> members;
    for (const auto& [name, member] : value.members()) {
        if (is_one_of(name, kIgnored)) continue;
        auto text = canonical(member, name);
        if (!is_default(name, text)) members.emplace(name, std::move(text));
    }
    std::string text = "{";
    for (const auto& [name, member] : members) text += (text.size() > 1 ? "," : "") + json::quote(name) + ":" + member;
    return text + "}";
}

// A message's type is a number in some exports and a text in others; its speech is a text or a list of them.
std::string canonical(const json::Value& value, std::string_view name) {
    if (name == "speech" && value.is_string()) return "[" + value.to_json() + "]";
    if (name == "type" && value.is_number()) return json::quote(value.to_json());
    if (value.is_array()) return canonical_list(value, name);
    if (value.is_object()) return canonical_object(value);
    return value.to_json();
}

class OutlineWriter {
public:
    explicit OutlineWriter(const AgentFiles& files) : files_(files) {}

    Result<AgentOutline> write() {
        for (const auto& [path, content] : files_) read_file(path, content);
        if (!problems_.empty())
            return Error{ErrorKind::invalid, "agent.invalid", "the agent's export has problems", {}, problems_};
        return std::move(outline_);
    }

private:
    void read_file(const std::string& path, const std::string& content) {
        const bool is_intent = path.starts_with("intents/");
        if (!is_intent && !path.starts_with("entities/") && path != "agent.json") return;
        const auto document = json::Document::parse(content, kLimits);
        if (!document) return problems_.push_back({path, document.error().detail});
        const auto root = document->root();
        if (path == "agent.json") return add_settings(root);
        const auto marker = path.find(is_intent ? kPhrases : kEntries);
        if (marker == std::string::npos) return add_owner(path, root, is_intent ? "intent" : "entity");
        const auto language = path.substr(marker + (is_intent ? kPhrases : kEntries).size());
        const auto owner =
            name_in(path.substr(0, marker) + ".json") + " (" + language.substr(0, language.find('.')) + ")";
        for (const auto& element : root.elements()) is_intent ? add_phrase(owner, element) : add_entry(owner, element);
    }

    void add_settings(const json::Value& root) {
        for (const auto& [name, value] : root.members()) {
            auto text = canonical(value, name);
            if (!is_one_of(name, kIgnored) && !is_default(name, text))
                outline_[{"setting", "agent", std::string(name)}] = std::move(text);
        }
    }

    void add_owner(const std::string& path, const json::Value& root, const std::string& kind) {
        const auto name = root.string("name").value_or("");
        if (name.empty()) return problems_.push_back({path + "#/name", "is required and must be a non-empty string"});
        outline_[{kind, std::string(name), ""}] = canonical(root, "");
    }

    // The name that the owner's file gives; its file name when there is none.
    std::string name_in(const std::string& path) const {
        const auto found = files_.find(path);
        const auto document = found == files_.end() ? json::Document::parse("null", kLimits)
                                                    : json::Document::parse(found->second, kLimits);
        const auto name = document ? document->root().string("name").value_or("") : std::string_view();
        const auto from = path.find('/') + 1;
        return name.empty() ? path.substr(from, path.size() - from - std::string_view(".json").size())
                            : std::string(name);
    }

    void add_phrase(const std::string& owner, const json::Value& phrase) {
        std::string text;
        std::string marked;
        const auto data = phrase.find("data");
        for (const auto& piece : data ? data->elements() : std::vector<json::Value>{}) {
            text += piece.string("text").value_or("");
            marked += canonical(piece, "");
        }
        outline_[{"phrase", owner, std::move(text)}] = std::move(marked);
    }

    void add_entry(const std::string& owner, const json::Value& entry) {
        outline_[{"entry", "@" + owner, std::string(entry.string("value").value_or(""))}] = canonical(entry, "");
    }

    const AgentFiles& files_;
    AgentOutline outline_;
    std::vector<FieldProblem> problems_;
};

bool is_generated(const Part& part, const std::vector<std::string>& generated) {
    return part.kind == "entry" && std::any_of(generated.begin(), generated.end(), [&](const std::string& entity) {
               return part.owner.starts_with("@" + entity + " (");
           });
}

}  // namespace

Result<AgentOutline> outline_of(const AgentFiles& files) { return OutlineWriter(files).write(); }

std::vector<Difference> difference(const AgentOutline& wanted, const AgentOutline& present,
                                   const std::vector<std::string>& generated) {
    std::vector<Difference> differences;
    const auto note = [&](Change change, const Part& part) {
        if (!is_generated(part, generated)) differences.push_back({change, part});
    };
    for (const auto& [part, text] : wanted) {
        const auto found = present.find(part);
        if (found == present.end()) note(Change::added, part);
        else if (found->second != text) note(Change::changed, part);
    }
    for (const auto& [part, text] : present)
        if (!wanted.contains(part)) note(Change::removed, part);
    std::sort(differences.begin(), differences.end(),
              [](const Difference& left, const Difference& right) { return left.part < right.part; });
    return differences;
}

}  // namespace hub::dialogflow::design
