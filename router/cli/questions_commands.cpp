#include "router/cli/questions_commands.hpp"

#include "connectors/local_agent/drafted_intent.hpp"
#include "connectors/local_agent/export_reader.hpp"
#include "connectors/passport_db/question_store.hpp"
#include "handlers/questions/question_clusters.hpp"
#include "router/cli/database_access.hpp"
#include "router/core/json.hpp"

namespace hub::cli {
namespace {

constexpr std::size_t kMostQuestions = 20'000;
constexpr std::size_t kMostClusters = 200;
constexpr std::size_t kShownMembers = 5;

using questions::AnswerDraft;
using questions::Question;
using questions::QuestionCluster;

void write(json::Writer& writer, const Question& question) {
    writer.begin_object();
    writer.member("question_id", question.question_id);
    writer.member("question", question.text);
    writer.member("intent", question.intent);
    if (!question.other_intent.empty()) writer.member("other_intent", question.other_intent);
    writer.member("times", question.times);
    writer.member("first_asked_on", question.first_asked_on);
    writer.member("last_asked_on", question.last_asked_on);
    writer.end_object();
}

std::string clusters_json(const std::vector<Question>& questions, const std::vector<QuestionCluster>& clusters) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& cluster : clusters) {
        writer.begin_object();
        writer.member("kind", questions[cluster.members.front()].kind);
        writer.member("times", cluster.times);
        writer.key("questions");
        writer.begin_array();
        for (const auto member : cluster.members) write(writer, questions[member]);
        writer.end_array();
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::string line_of(const Question& question) {
    auto line = std::to_string(question.times) + " times  " + question.text;
    if (!question.other_intent.empty()) line += "  (" + question.intent + " or " + question.other_intent + ")";
    return line;
}

std::string clusters_text(const std::vector<Question>& questions, const std::vector<QuestionCluster>& clusters) {
    if (clusters.empty()) return "No question has been noted.";
    std::string text;
    for (const auto& cluster : clusters) {
        text += std::to_string(cluster.times) + "  " + questions[cluster.members.front()].kind + "\n";
        for (std::size_t shown = 0; shown < std::min(cluster.members.size(), kShownMembers); ++shown)
            text += "      " + line_of(questions[cluster.members[shown]]) + '\n';
        if (cluster.members.size() > kShownMembers)
            text += "      and " + std::to_string(cluster.members.size() - kShownMembers) + " more\n";
    }
    return text + "Draft an answer with: passport-hub questions draft INTENT --answer TEXT --phrase QUESTION...";
}

std::string drafts_json(const std::vector<AnswerDraft>& drafts) {
    json::Writer writer;
    writer.begin_array();
    for (const auto& draft : drafts) {
        writer.begin_object();
        writer.member("draft_id", draft.draft_id);
        writer.member("intent", draft.intent);
        writer.member("answer", draft.answer);
        writer.key("phrases");
        writer.begin_array();
        for (const auto& phrase : draft.phrases) writer.value(phrase);
        writer.end_array();
        writer.member("drafted_by", draft.drafted_by);
        writer.member("approved_by", draft.approved_by);
        writer.end_object();
    }
    writer.end_array();
    return writer.take();
}

std::string drafts_text(const std::vector<AnswerDraft>& drafts) {
    if (drafts.empty()) return "No answer has been drafted.";
    std::string text;
    for (const auto& draft : drafts) {
        text += std::to_string(draft.draft_id) + "  " + draft.intent + "  by " + draft.drafted_by +
                (draft.approved_by.empty() ? ", not approved" : ", approved by " + draft.approved_by) + "\n      " +
                draft.answer + '\n';
    }
    return text + "Try one with: passport-hub questions try ID";
}

std::string drafted_text(std::int64_t draft_id, bool json) {
    const auto id = std::to_string(draft_id);
    if (json) return R"({"draft_id":)" + id + "}";
    return "Drafted as " + id + ". Try it with: passport-hub questions try " + id;
}

}  // namespace

int list_questions(const CommonOptions& common, const QuestionsOptions& options) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto noted =
            passport_db::QuestionStore().questions(unit_of_work, options.kind, options.since, kMostQuestions);
        auto clusters = questions::cluster_questions(noted);
        clusters.resize(std::min(clusters.size(), kMostClusters));
        return common.output.json ? clusters_json(noted, clusters) : clusters_text(noted, clusters);
    });
}

int list_drafts(const CommonOptions& common, const QuestionsOptions&) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto drafts = passport_db::QuestionStore().drafts(unit_of_work);
        return common.output.json ? drafts_json(drafts) : drafts_text(drafts);
    });
}

int draft_answer(const CommonOptions& common, const QuestionsOptions& options) {
    const AnswerDraft draft{0, options.intent, options.answer, options.phrases, options.by, {}};
    if (const auto checked = local_agent::check_draft(draft); !checked) return common.output.error(checked.error());
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto agent = local_agent::read_export(configuration->settings.local_agent_directory);
    if (!agent) return common.output.error(agent.error());
    if (const auto checked = local_agent::check_name(draft, *agent); !checked)
        return common.output.error(checked.error());
    return print_answer(common, *configuration, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto draft_id = passport_db::QuestionStore().write_draft(unit_of_work, draft);
        if (!draft_id) return draft_id.error();
        return drafted_text(*draft_id, common.output.json);
    });
}

int approve_answer(const CommonOptions& common, const QuestionsOptions& options) {
    return print_answer(common, [&](UnitOfWork& unit_of_work) -> Result<std::string> {
        const auto approved = passport_db::QuestionStore().approve(unit_of_work, options.draft_id, options.by);
        if (!approved) return approved.error();
        const auto id = std::to_string(options.draft_id);
        if (common.output.json) return R"({"draft_id":)" + id + R"(,"approved":true})";
        return "Approved " + id + ". Put it into the agent with: passport-hub questions export";
    });
}

}  // namespace hub::cli
