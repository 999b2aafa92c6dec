#include <filesystem>
#include <fstream>

#include "connectors/local_agent/catalog_values.hpp"
#include "connectors/local_agent/drafted_intent.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "connectors/local_agent/replay.hpp"
#include "connectors/passport_db/catalog_loader.hpp"
#include "connectors/passport_db/question_store.hpp"
#include "handlers/chat/japanese_days.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/questions_commands.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

constexpr std::chrono::seconds kLongest{15};
constexpr std::size_t kMostQuestions = 20'000;
constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::size_t kShownChanges = 200;

using local_agent::ReplayedQuestion;
using local_agent::TestQuestion;
using questions::AnswerDraft;

struct Trial {
    AnswerDraft draft;
    std::vector<TestQuestion> noted;
};

Error no_such_draft(std::int64_t draft_id) {
    return {ErrorKind::not_found, "answer_draft.not_found",
            "there is no draft " + std::to_string(draft_id) + "; passport-hub questions drafts lists them"};
}

// The draft and the questions noted so far, of which nobody has said what would be right.
Result<Trial> read_trial(const Configuration& configuration, std::int64_t draft_id) {
    return in_transaction<Trial>(*open_database(configuration), kLongest,
                                 [draft_id](UnitOfWork& unit_of_work) -> Result<Trial> {
                                     passport_db::QuestionStore store;
                                     auto draft = store.draft(unit_of_work, draft_id);
                                     if (!draft) return no_such_draft(draft_id);
                                     Trial trial{std::move(*draft), {}};
                                     for (auto& question : store.questions(unit_of_work, {}, {}, kMostQuestions))
                                         trial.noted.push_back({std::move(question.text), {}});
                                     return trial;
                                 });
}

// A text, or an array of texts.
std::vector<std::string> texts_of(const std::optional<json::Value>& value) {
    std::vector<std::string> texts;
    if (!value) return texts;
    if (const auto text = value->as_string()) return {std::string(*text)};
    for (const auto& element : value->elements())
        if (const auto text = element.as_string()) texts.emplace_back(*text);
    return texts;
}

// JSON lines {"text", "intent": text or array, "after"?: text or array}.
Result<std::vector<TestQuestion>> read_test_set(const std::string& file) {
    std::ifstream stream(file);
    if (!stream) return Error{ErrorKind::not_found, "test_set.no_file", "the file " + file + " cannot be read"};
    std::vector<TestQuestion> questions;
    std::string line;
    for (std::size_t number = 1; std::getline(stream, line) && questions.size() < kMostQuestions; ++number) {
        if (line.empty()) continue;
        const auto document = json::Document::parse(line.size() > kLongestLine ? "null" : line);
        const auto text = document ? document->root().string("text") : std::nullopt;
        if (!text || text->empty())
            return Error{ErrorKind::invalid, "test_set.line",
                         file + ", line " + std::to_string(number) + R"(: not a JSON object with a member "text")"};
        questions.push_back(
            {std::string(*text), texts_of(document->root().find("intent")), texts_of(document->root().find("after"))});
    }
    return questions;
}

Result<local_agent::AgentDefinition> definition_of(const Configuration& configuration) {
    return local_agent::read_export(configuration.settings.local_agent_directory);
}

// Places and shops, which the agent knows at run time, too.
Result<std::vector<local_agent::Entity>> names_of_catalog(const Configuration& configuration) {
    const auto data = passport_db::CatalogLoader(application_database(configuration.settings)).load();
    if (!data) return data.error();
    return std::vector{local_agent::place_values(data->places), local_agent::shop_values(data->shops)};
}

const char* verdict_text(ReplayedQuestion::Verdict verdict) {
    switch (verdict) {
        case ReplayedQuestion::Verdict::mended: return "mended";
        case ReplayedQuestion::Verdict::broken: return "broken";
        case ReplayedQuestion::Verdict::other: break;
    }
    return "changed";
}

std::string replay_json(const local_agent::Replay& replay) {
    json::Writer writer;
    writer.begin_object();
    writer.member("asked", static_cast<std::int64_t>(replay.asked));
    writer.member("with_right", static_cast<std::int64_t>(replay.with_right));
    writer.member("right_before", static_cast<std::int64_t>(replay.right_before));
    writer.member("right_after", static_cast<std::int64_t>(replay.right_after));
    writer.member("fallback_before", static_cast<std::int64_t>(replay.fallback_before));
    writer.member("fallback_after", static_cast<std::int64_t>(replay.fallback_after));
    writer.key("changed");
    writer.begin_array();
    for (const auto& question : replay.changed) {
        writer.begin_object();
        writer.member("text", question.text);
        writer.member("before", question.before);
        writer.member("after", question.after);
        writer.member("verdict", verdict_text(question.verdict));
        writer.end_object();
    }
    writer.end_array();
    writer.end_object();
    return writer.take();
}

std::string replay_text(const local_agent::Replay& replay) {
    const auto row = [](const char* what, std::size_t before, std::size_t after) {
        return std::string(what) + std::to_string(before) + " -> " + std::to_string(after) + '\n';
    };
    std::string text = "Asked " + std::to_string(replay.asked) + " questions, of " + std::to_string(replay.with_right) +
                       " it is known what is right.\n" +
                       row("Right:        ", replay.right_before, replay.right_after) +
                       row("Not answered: ", replay.fallback_before, replay.fallback_after);
    for (std::size_t shown = 0; shown < std::min(replay.changed.size(), kShownChanges); ++shown) {
        const auto& question = replay.changed[shown];
        text += std::string(verdict_text(question.verdict)) + "  " + question.text + "\n         " + question.before +
                " -> " + question.after + '\n';
    }
    if (replay.changed.size() > kShownChanges)
        text += "and " + std::to_string(replay.changed.size() - kShownChanges) + " more; --json has all\n";
    if (replay.changed.empty()) text += "No question is answered differently.\n";
    return text.substr(0, text.size() - 1);
}

Result<void> write_file(const std::filesystem::path& path, const std::string& text) {
    std::ofstream stream(path, std::ios::trunc);
    stream << text << '\n';
    stream.close();
    if (stream) return Result<void>::success();
    return Error{ErrorKind::permanent, "export.not_written", "the file " + path.string() + " cannot be written"};
}

}  // namespace

int try_answer(const CommonOptions& common, const QuestionsOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    auto trial = read_trial(*configuration, options.draft_id);
    if (!trial) return common.output.error(trial.error());
    auto test_set = std::move(trial->noted);
    if (!options.test_set.empty()) {
        auto read = read_test_set(options.test_set);
        if (!read) return common.output.error(read.error());
        test_set.insert(test_set.end(), std::make_move_iterator(read->begin()), std::make_move_iterator(read->end()));
    }
    auto definition = definition_of(*configuration);
    if (!definition) return common.output.error(definition.error());
    auto with_draft = *definition;
    std::erase_if(with_draft.intents, [&](const auto& intent) { return intent.name == trial->draft.intent; });
    with_draft.intents.push_back(local_agent::to_intent(trial->draft));
    const auto names = names_of_catalog(*configuration);
    if (!names) return common.output.error(names.error());
    const auto agent = [&names](local_agent::AgentDefinition of) {
        return std::make_unique<local_agent::Agent>(std::make_shared<const local_agent::TrainedAgent>(std::move(of)),
                                                    *names);
    };
    const auto replay = local_agent::replay(*agent(std::move(*definition)), *agent(std::move(with_draft)), test_set,
                                            chat::japanese_day(system_clock().wall()));
    common.output.line(common.output.json ? replay_json(replay) : replay_text(replay));
    return kSuccess;
}

int export_answers(const CommonOptions& common, const QuestionsOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    auto drafts = in_transaction<std::vector<AnswerDraft>>(
        *open_database(*configuration), kLongest,
        [](UnitOfWork& unit_of_work) { return passport_db::QuestionStore().drafts(unit_of_work); });
    if (!drafts) return common.output.error(drafts.error());
    const auto definition = definition_of(*configuration);
    if (!definition) return common.output.error(definition.error());
    const std::filesystem::path folder =
        std::filesystem::path(options.directory.empty() ? configuration->settings.local_agent_directory
                                                        : options.directory) /
        "intents";
    auto approved = std::move(*drafts);
    std::erase_if(approved, [](const AnswerDraft& draft) { return draft.approved_by.empty(); });
    for (const auto& draft : approved)
        if (const auto checked = local_agent::check_name(draft, *definition); !checked)
            return common.output.error(checked.error());
    for (const auto& draft : approved) {
        const auto files = local_agent::to_files(draft, definition->language);
        for (const auto& [name, text] :
             {std::pair(draft.intent + ".json", files.intent),
              std::pair(draft.intent + "_usersays_" + definition->language + ".json", files.phrases)})
            if (const auto done = write_file(folder / name, text); !done) return common.output.error(done.error());
    }
    const auto count = std::to_string(approved.size());
    common.output.line(common.output.json
                           ? R"({"written":)" + count + "}"
                           : "Wrote " + count + " approved answers to " + folder.string() +
                                 ". Check them with passport-hub agent check, then passport-hub reload.");
    return kSuccess;
}

}  // namespace hub::cli
