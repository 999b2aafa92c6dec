#include "router/cli/command_line.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "router/cli/commands.hpp"

namespace hub::cli {
namespace {

constexpr char kFooter[] =
    "Exit codes: 0 done, 1 failed (a service is away, a check is not ok), 2 wrong input or configuration (nothing was\n"
    "done), 3 done but some rows were refused. Logs go to standard error, one JSON object a line.";

struct Options {
    CommonOptions common;
    ServeOptions serve;
    WorkerOptions worker;
    ImportOptions import;
    MessagesOptions messages;
    ShopsOptions shops;
    SchedulesOptions schedules;
    bool offline = false;
    int exit_code = kSuccess;
};

void add_common(CLI::App& command, Options& options) {
    command.add_option("--config", options.common.config, "The hub's configuration file")->capture_default_str();
    command.add_flag("--json", options.common.output.json, "Answer with one JSON value on standard output");
}

// Adds a command that runs `function` when it was chosen.
CLI::App* add_command(CLI::App& parent, Options& options, const char* name, const char* description,
                      std::function<int(Options&)> function) {
    auto* command = parent.add_subcommand(name, description);
    add_common(*command, options);
    command->footer(kFooter);
    command->callback([&options, function = std::move(function)] { options.exit_code = function(options); });
    return command;
}

std::string own_program(const char* first_argument) {
    char path[4096];
    const auto length = readlink("/proc/self/exe", path, sizeof(path) - 1);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string(first_argument);
}

void add_running(CLI::App& application, Options& options, const std::string& program) {
    auto* serve_command = add_command(
        application, options, "serve", "Open the listeners and run the workers until SIGTERM",
        [program](Options& all) { return serve(all.common, all.serve, program); });
    serve_command->add_option("--workers", options.serve.workers, "Equal worker processes, about one per core")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    auto* worker_command = add_command(application, options, "worker", "",
                                       [](Options& all) { return worker(all.common, all.worker); });
    worker_command->group("");  // hidden: only `serve` starts workers
    worker_command->add_option("--index", options.worker.index);
    worker_command->add_option("--public-descriptor", options.worker.public_descriptor)->required();
    worker_command->add_option("--operations-descriptor", options.worker.operations_descriptor)->required();
    worker_command->add_option("--ready-descriptor", options.worker.ready_descriptor)->required();
    auto* check_command = add_command(
        application, options, "check", "Validate the whole configuration and ask every outside system whether it answers",
        [](Options& all) { return check(all.common, all.offline); });
    check_command->add_flag("--offline", options.offline, "Only validate; open no connection");
    add_command(application, options, "reload",
                "Validate the configuration and, when it is valid, let the running hub take it over",
                [](Options& all) { return reload(all.common); });
    add_command(application, options, "routes", "Print the route table as a graph",
                [](Options& all) { return routes(all.common); });
}

void add_database(CLI::App& application, Options& options) {
    add_command(application, options, "migrate", "Bring the database schema up to date; safe while serving",
                [](Options& all) { return migrate(all.common); });
    auto* import_command = application.add_subcommand("import", "Take over a list from a CSV file");
    import_command->require_subcommand(1);
    for (const char* what : {"shops", "places"}) {
        auto* command = add_command(*import_command, options, what,
                                    "Import rows; refused ones are reported with line, column and reason",
                                    [what](Options& all) {
                                        all.import.what = what;
                                        return import_file(all.common, all.import);
                                    });
        command->add_option("file", options.import.file, "The CSV file (UTF-8 or CP932)")->required();
        command->add_option("--mapping", options.import.mapping, "How columns become fields; see config/mappings")
            ->required();
        command->add_flag("--prune", options.import.prune, "Hide rows of earlier imports that the file no longer has");
    }
}

void add_messages(CLI::App& application, Options& options) {
    auto* messages = application.add_subcommand("messages", "Look at queued messages and their deliveries");
    messages->require_subcommand(1);
    auto* list = add_command(*messages, options, "list", "Messages, the newest first",
                             [](Options& all) { return list_messages(all.common, all.messages); });
    list->add_option("--state", options.messages.state, "Only deliveries in this state");
    list->add_option("--type", options.messages.type, "Only messages of this type");
    list->add_option("--limit", options.messages.limit, "At most so many")->capture_default_str()->check(CLI::Range(1, 1000));
    auto* show = add_command(*messages, options, "show", "The whole life of one message",
                             [](Options& all) { return show_message(all.common, all.messages); });
    show->add_option("id", options.messages.id, "A message id, a delivery id, or a subject such as shop_temp/3")->required();
}

void add_shops(CLI::App& application, Options& options) {
    auto* shops = application.add_subcommand("shops", "Shops that applied to take part");
    shops->require_subcommand(1);
    add_command(*shops, options, "list", "Applications that wait for a decision",
                [](Options& all) { return list_applications(all.common); });
    auto* approve = add_command(*shops, options, "approve", "Publish a shop that applied and mail its owner",
                                [](Options& all) { return approve_shop(all.common, all.shops); });
    approve->add_option("id", options.shops.shop_temp_id, "The application (shop_temp_id), see `shops list`")->required();
    approve->add_option("--by", options.shops.decided_by, "Who decides; must be known as staff who may approve")
        ->default_val("operator");
}

// A command about one schedule that changes it.
CLI::App* add_schedule_change(CLI::App& schedules, Options& options, const char* name, const char* description,
                              int (*function)(const CommonOptions&, const SchedulesOptions&)) {
    auto* command = add_command(schedules, options, name, description,
                                [function](Options& all) { return function(all.common, all.schedules); });
    command->add_option("name", options.schedules.name, "The schedule's name")->required();
    command->add_option("--by", options.schedules.by, "Who changes it; must be known as staff")->capture_default_str();
    return command;
}

void add_schedules(CLI::App& application, Options& options) {
    auto* schedules = application.add_subcommand("schedules", "Messages that are published at a time");
    schedules->require_subcommand(1);
    add_command(*schedules, options, "list", "All schedules with their next time",
                [](Options& all) { return list_schedules(all.common); });
    auto* show =
        add_command(*schedules, options, "show", "One schedule, its coming times and what became of the past ones",
                    [](Options& all) { return show_schedule(all.common, all.schedules); });
    show->add_option("name", options.schedules.name, "The schedule's name")->required();
    auto* set = add_schedule_change(*schedules, options, "set", "Make a schedule, or replace the one of this name",
                                    set_schedule);
    auto& wanted = options.schedules;
    set->add_option("--cron", wanted.cron,
                    "Again and again: \"minute hour day month weekday\" in Japan's time, as crontab(5)");
    set->add_option("--at", wanted.at, "Once: a time like 2026-12-01T09:00:00+09:00");
    set->add_option("--type", wanted.type, "The message's type; a queued route must take it")->required();
    set->add_option("--subject", wanted.subject, "The message's subject (schedule/NAME)");
    set->add_option("--data", wanted.data_file, "A file with the message's data, a JSON object of at most 64 KiB");
    set->add_option("--days", wanted.days, "every day, working days (offices open) or closed days only")
        ->capture_default_str()
        ->check(CLI::IsMember({"every", "working", "closed"}));
    set->add_option("--if-missed", wanted.if_missed, "What happens to a time that passed while the hub was away")
        ->capture_default_str()
        ->check(CLI::IsMember({"fire", "skip"}));
    set->add_option("--grace-minutes", wanted.grace_minutes, "Later than this a time counts as missed")
        ->capture_default_str()
        ->check(CLI::Range(1, 10080));
    add_schedule_change(*schedules, options, "pause", "Let no time of it fire until it is resumed", pause_schedule);
    add_schedule_change(*schedules, options, "resume", "Let it fire again, from its next time on", resume_schedule);
    add_schedule_change(*schedules, options, "remove", "Remove it; its runs are kept", remove_schedule)
        ->add_flag("--yes", options.schedules.yes, "It is meant");
}

}  // namespace

int run_command_line(int argument_count, char** arguments) {
    CLI::App application{"Passport Hub: routes messages between the chatbot, push, mail, maps and the passport database"};
    application.name("passport-hub");
    application.footer(kFooter);
    application.require_subcommand(1);
    Options options;
    const auto program = own_program(arguments[0]);
    add_running(application, options, program);
    add_database(application, options);
    add_messages(application, options);
    add_shops(application, options);
    add_schedules(application, options);
    try {
        application.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return application.exit(error) == 0 ? kSuccess : kInvalid;
    }
    return options.exit_code;
}

}  // namespace hub::cli
