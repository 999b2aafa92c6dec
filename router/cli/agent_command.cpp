#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "connectors/local_agent/agent.hpp"
#include "connectors/local_agent/agent_check.hpp"
#include "connectors/local_agent/catalog_values.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "connectors/passport_db/catalog_loader.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

// Conversations whose contexts are kept at a time; the batch form reads one after the other.
constexpr std::size_t kMostConversations = 10'000;
constexpr std::size_t kMostPlaces = 200'000;
constexpr std::size_t kLongestLine = 64 * 1024;  // bytes

// Names of places, one a line: name TAB reading TAB kind, the last two optional.
Result<std::vector<catalog::PlaceRow>> read_places(const std::string& file) {
    std::ifstream stream(file);
    if (!stream) return Error{ErrorKind::not_found, "agent.places_missing", "cannot read " + file};
    std::vector<catalog::PlaceRow> places;
    std::string line;
    while (std::getline(stream, line)) {
        std::istringstream fields(line);
        catalog::PlaceRow place;
        std::getline(fields, place.name, '\t');
        std::getline(fields, place.name_kana, '\t');
        std::getline(fields, place.kind, '\t');
        if (place.name.empty()) continue;
        places.push_back(std::move(place));
        if (places.size() > kMostPlaces)
            return Error{ErrorKind::invalid, "agent.places_too_many", file + " has too many lines"};
    }
    return places;
}

Result<std::vector<local_agent::Entity>> names_for(const CommonOptions& common, const AgentOptions& options) {
    std::vector<local_agent::Entity> names;
    if (!options.places_file.empty()) {
        const auto places = read_places(options.places_file);
        if (!places) return places.error();
        names.push_back(local_agent::place_values(*places));
    }
    if (options.no_catalog) return names;
    const auto configuration = load_configuration(common.config);
    if (!configuration) return configuration.error();
    auto data = passport_db::CatalogLoader(application_database(configuration->settings)).load();
    if (!data) return data.error();
    names.push_back(local_agent::place_values(data->places));
    names.push_back(local_agent::shop_values(data->shops));
    return names;
}

Result<std::string> agent_directory(const CommonOptions& common, const AgentOptions& options) {
    if (!options.directory.empty()) return options.directory;
    const auto configuration = load_configuration(common.config);
    if (!configuration) return configuration.error();
    return configuration->settings.local_agent_directory;
}

Result<std::unique_ptr<local_agent::Agent>> make_agent(const CommonOptions& common, const AgentOptions& options) {
    const auto directory = agent_directory(common, options);
    if (!directory) return directory.error();
    auto definition = local_agent::read_export(*directory);
    if (!definition) return definition.error();
    const auto names = names_for(common, options);
    if (!names) return names.error();
    auto trained = std::make_shared<const local_agent::TrainedAgent>(std::move(*definition));
    return std::make_unique<local_agent::Agent>(std::move(trained), *names);
}

void write_words(json::Writer& writer, const local_agent::Turn& turn) {
    writer.key("mentions");
    writer.begin_array();
    for (const auto& word : turn.words) {
        writer.begin_object();
        writer.member("entity", word.entity);
        writer.key("value");
        writer.raw(word.value);
        writer.member("written", word.written);
        writer.member("begin", word.begin);
        writer.member("end", word.end);
        writer.end_object();
    }
    writer.end_array();
}

void write_explanation(json::Writer& writer, const local_agent::Explanation& explanation) {
    writer.member("normalised", explanation.normalised);
    writer.key("considered");
    writer.begin_array();
    for (const auto& one : explanation.considered) {
        writer.begin_object();
        writer.member("intent", one.intent);
        writer.member("score", one.score);
        writer.key("phrases");
        writer.begin_array();
        for (const auto& phrase : one.phrases) writer.value(phrase);
        writer.end_array();
        writer.end_object();
    }
    writer.end_array();
    writer.member("reason", explanation.reason);
}

void write_turn(json::Writer& writer, const local_agent::Turn& turn) {
    writer.member("intent", turn.intent);
    writer.member("action", turn.action);
    writer.member("is_fallback", turn.is_fallback);
    writer.member("score", turn.score);
    writer.key("parameters");
    writer.raw(turn.parameters);
    write_words(writer, turn);
    writer.key("contexts");
    chat::write_contexts(writer, turn.contexts);
}

std::string to_json(const std::string& text, const local_agent::Turn& turn) {
    json::Writer writer;
    writer.begin_object();
    writer.member("text", text);
    write_turn(writer, turn);
    write_explanation(writer, turn.explanation);
    writer.end_object();
    return writer.take();
}

std::string two_digits(double score) {
    char digits[16];
    std::snprintf(digits, sizeof(digits), "%.2f", score);
    return digits;
}

std::string to_text(const local_agent::Turn& turn) {
    const auto& explanation = turn.explanation;
    std::string text = "Intent:      " + (turn.intent.empty() ? "none" : turn.intent) + " (" + two_digits(turn.score) +
                       ")\nWhy:         " + explanation.reason + "\nCompared as: " + explanation.normalised +
                       "\nParameters:  " + turn.parameters;
    text += "\nWords:       " + std::string(turn.words.empty() ? "none known" : "");
    for (const auto& word : turn.words) text += "\n  " + word.written + "  @" + word.entity + " = " + word.value;
    text += "\nConsidered:";
    for (const auto& one : explanation.considered) {
        text += "\n  " + two_digits(one.score) + "  " + one.intent;
        for (const auto& phrase : one.phrases) text += "\n          " + phrase;
    }
    return text;
}

// The turns of many conversations, each with the contexts its turns before have left.
class Conversations {
public:
    explicit Conversations(const local_agent::Agent& agent) : agent_(agent) {}

    // The answer to one line, or what is wrong with it.
    Result<std::string> answer(const std::string& line) {
        const auto document = json::Document::parse(line);
        if (!document) return document.error();
        const auto text = document->root().string("text");
        if (!text) return Error{ErrorKind::invalid, "agent.line_invalid", "a line needs a member \"text\""};
        const std::string conversation(document->root().string("conversation").value_or(""));
        if (contexts_.size() >= kMostConversations) contexts_.clear();
        auto& contexts = contexts_[conversation];
        auto turn = agent_.answer(std::string(*text), contexts, chat::japanese_day(system_clock().wall()));
        contexts = std::move(turn.contexts);
        turn.contexts = contexts;
        json::Writer writer;
        writer.begin_object();
        writer.member("conversation", conversation);
        writer.member("text", *text);
        write_turn(writer, turn);
        writer.end_object();
        return writer.take();
    }

private:
    const local_agent::Agent& agent_;
    std::map<std::string, std::vector<chat::AgentContext>, std::less<>> contexts_;
};

int explain_lines(const Output& output, const local_agent::Agent& agent) {
    Conversations conversations(agent);
    std::string line;
    for (std::size_t number = 1; std::getline(std::cin, line); ++number) {
        if (line.empty()) continue;
        const Error too_long{ErrorKind::invalid, "agent.line_invalid", "the line is too long"};
        const auto answer = line.size() > kLongestLine ? Result<std::string>(too_long) : conversations.answer(line);
        if (!answer) {
            auto error = answer.error();
            error.detail = "line " + std::to_string(number) + ": " + error.detail;
            return output.error(error);
        }
        output.line(*answer);
    }
    return kSuccess;
}

std::string findings_json(const std::vector<local_agent::Finding>& findings) {
    json::Writer writer;
    writer.begin_object();
    writer.key("findings");
    writer.begin_array();
    for (const auto& finding : findings) {
        writer.begin_object();
        writer.member("severity", finding.is_error ? "error" : "warning");
        writer.member("where", finding.where);
        writer.member("problem", finding.problem);
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string findings_text(const std::vector<local_agent::Finding>& findings) {
    std::string text;
    std::size_t errors = 0;
    for (const auto& finding : findings) {
        errors += finding.is_error ? 1 : 0;
        text += (finding.is_error ? "error    " : "warning  ") + finding.where + ": " + finding.problem + "\n";
    }
    return text + std::to_string(errors) + " errors, " + std::to_string(findings.size() - errors) + " warnings";
}

}  // namespace

int explain_agent(const CommonOptions& common, const AgentOptions& options) {
    if (!options.lines && options.text.empty())
        return common.output.error({ErrorKind::invalid, "agent.text_missing", "give a sentence, or --lines"});
    const auto agent = make_agent(common, options);
    if (!agent) return common.output.error(agent.error());
    if (options.lines) return explain_lines(common.output, **agent);
    const auto turn = (*agent)->answer(options.text, {}, chat::japanese_day(system_clock().wall()));
    common.output.line(common.output.json ? to_json(options.text, turn) : to_text(turn));
    return kSuccess;
}

int check_agent(const CommonOptions& common, const AgentOptions& options) {
    const auto directory = agent_directory(common, options);
    if (!directory) return common.output.error(directory.error());
    auto definition = local_agent::read_export(*directory);
    if (!definition) return common.output.error(definition.error());
    const local_agent::Agent agent(std::move(*definition));
    const auto findings = local_agent::check_export(*directory, agent);
    common.output.line(common.output.json ? findings_json(findings) : findings_text(findings));
    const auto is_error = [](const local_agent::Finding& finding) { return finding.is_error; };
    return std::any_of(findings.begin(), findings.end(), is_error) ? kInvalid : kSuccess;
}

}  // namespace hub::cli
