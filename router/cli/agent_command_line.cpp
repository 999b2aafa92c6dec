#include <memory>

#include "router/cli/agent_design.hpp"
#include "router/cli/command.hpp"

namespace hub::cli {
namespace {

// What the commands of the group were given; lives as long as their callbacks.
struct AgentGroup {
    CLI::App& group;
    CommonOptions& common;
    int& exit_code;
    std::shared_ptr<AgentOptions> local = std::make_shared<AgentOptions>();
    std::shared_ptr<AgentDesignOptions> design = std::make_shared<AgentDesignOptions>();

    CLI::App* add_local(const char* name, const char* description,
                        int (*command)(const CommonOptions&, const AgentOptions&)) {
        auto run = [&given = common, options = local, command] { return command(given, *options); };
        auto* added = add_command(group, common, exit_code, name, description, std::move(run));
        added->add_option("--agent", local->directory, "The export (default: the configured one)");
        return added;
    }

    CLI::App* add_design(const char* name, const char* description,
                         int (*command)(const CommonOptions&, const AgentDesignOptions&)) {
        auto run = [&given = common, options = design, command] { return command(given, *options); };
        auto* added = add_command(group, common, exit_code, name, description, std::move(run));
        added->add_option("--timeout", design->timeout_seconds, "Seconds for each operation of Dialogflow")
            ->capture_default_str()
            ->check(CLI::Range(1, 3600));
        return added;
    }
};

void add_local_agent(AgentGroup& agent) {
    auto* explain = agent.add_local("explain", "Say what the local agent makes of a sentence, and why", explain_agent);
    auto* text = explain->add_option("text", agent.local->text, "The sentence");
    explain
        ->add_flag("--lines", agent.local->lines,
                   "Read JSON lines {\"conversation\",\"text\"} from standard input and answer each with one; the "
                   "turns of a conversation follow one another")
        ->excludes(text);
    explain->add_flag("--no-catalog", agent.local->no_catalog,
                      "Ask no database: only the export's own words, no names of places and shops from the catalog");
    explain->add_option("--places", agent.local->places_file,
                        "More places: a file with a name a line, optionally TAB reading TAB kind (station, city, ...)");
    agent.add_local("check", "Check that the agent's export is complete and consistent", check_agent);
}

void add_exchange(AgentGroup& agent) {
    auto& given = *agent.design;
    auto* exported =
        agent.add_design("export", "Write the agent's export as a ZIP that Dialogflow's console imports", export_agent);
    exported->add_option("file", given.file, "Where to")->required();
    exported->add_flag("--from-dialogflow", given.from_dialogflow, "What Dialogflow has instead");
    agent.add_design("diff", "Compare the export with the agent in Dialogflow: intents, phrases, entities, settings",
                     diff_agent);
    auto* imported =
        agent.add_design("import", "Bring the export into Dialogflow; what it does not have stays there", import_agent);
    imported->add_flag("--replace", given.replace, "The export becomes the whole agent");
    auto* synchronise = agent.add_design("synchronise",
                                         "Bring the entries of @place and @shop into Dialogflow, made from the places "
                                         "and shops in the database",
                                         synchronise_entities);
    synchronise->add_option("what", given.what, "What is brought over")
        ->capture_default_str()
        ->check(CLI::IsMember({"entities"}));
    synchronise->add_flag("--prune", given.prune, "Go on even if an entity would have more than a third fewer entries");
    for (auto* command : {imported, synchronise}) {
        command->add_flag("--dry-run", given.dry_run, "Only say what would change");
        command->add_flag("--yes", given.yes, "Do not ask");
    }
}

}  // namespace

void add_agent(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group = application.add_subcommand("agent",
                                             "The chat's agent: what it makes of a sentence, its export, here "
                                             "and in Dialogflow");
    group->require_subcommand(1);
    AgentGroup agent{*group, common, exit_code};
    add_local_agent(agent);
    add_exchange(agent);
}

}  // namespace hub::cli
