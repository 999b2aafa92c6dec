#include <memory>

#include "router/cli/command.hpp"
#include "router/cli/questions_commands.hpp"

namespace hub::cli {
namespace {

using Command = int (*)(const CommonOptions&, const QuestionsOptions&);

// The commands of one group and what they were given, which lives as long as their callbacks.
class QuestionsCommands {
public:
    QuestionsCommands(CLI::App& group, CommonOptions& common, int& exit_code)
        : group_(group), common_(common), exit_code_(exit_code) {}

    CLI::App* add(const char* name, const char* description, Command command) {
        auto run = [&common = common_, options = options_, command] { return command(common, *options); };
        return add_command(group_, common_, exit_code_, name, description, std::move(run));
    }
    QuestionsOptions& options() { return *options_; }

private:
    CLI::App& group_;
    CommonOptions& common_;
    int& exit_code_;
    std::shared_ptr<QuestionsOptions> options_ = std::make_shared<QuestionsOptions>();
};

void add_reading(QuestionsCommands& commands) {
    auto* list = commands.add("list", "Questions that were not answered, or answered in two ways, those alike together",
                              list_questions);
    list->add_option("--kind", commands.options().kind, "Only these")
        ->check(CLI::IsMember({"unanswered", "disagreed"}));
    list->add_option("--since", commands.options().since, "Only those asked on or after a day, 2026-11-01")
        ->check(CLI::Validator(
            [](const std::string& text) {
                const bool is_day = text.size() == 10 && from_rfc3339(text + "T00:00:00Z").ok();
                return is_day ? std::string() : "must be a day such as 2026-11-01";
            },
            "DAY"));
    commands.add("drafts", "The answers that were drafted", list_drafts);
}

void add_changes(QuestionsCommands& commands) {
    auto& given = commands.options();
    const auto add_person = [&given](CLI::App* command) {
        command->add_option("--by", given.by, "Who does this; must be known as staff who may answer questions")
            ->capture_default_str();
    };
    auto* draft =
        commands.add("draft", "Draft an answer, or write it anew, which takes its approval back", draft_answer);
    draft->add_option("intent", given.intent, "The intent's name in the agent: passport.parking")->required();
    draft->add_option("--answer", given.answer, "The answer, at most 300 characters")->required();
    draft->add_option("--phrase", given.phrases, "A question it answers; again for each")->required();
    add_person(draft);
    auto* attempt = commands.add(
        "try", "Ask the agent with and without a drafted answer all noted questions, and show what would change",
        try_answer);
    attempt->add_option("draft", given.draft_id, "The draft, see `questions drafts`")->required();
    attempt->add_option(
        "--test-set", given.test_set,
        R"(Further questions, JSON lines {"text", "intent": what is right, "after"?: what was said before})");
    auto* approve = commands.add("approve", "Approve a drafted answer", approve_answer);
    approve->add_option("draft", given.draft_id, "The draft, see `questions drafts`")->required();
    add_person(approve);
    auto* exported =
        commands.add("export", "Write the approved answers into the agent's export as intents", export_answers);
    exported->add_option("--to", given.directory, "The export's folder; that of the configuration unless given");
}

}  // namespace

void add_questions(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group = application.add_subcommand("questions", "What the chat could not answer, and answers drafted for it");
    group->require_subcommand(1);
    QuestionsCommands commands(*group, common, exit_code);
    add_reading(commands);
    add_changes(commands);
}

}  // namespace hub::cli
