#include "router/cli/command_line.hpp"

#include <unistd.h>

#include "router/cli/command.hpp"
#include "router/core/closest_name.hpp"

namespace hub::cli {
namespace {

struct Options {
    CommonOptions common;
    ServeOptions serve;
    WorkerOptions worker;
    ReloadOptions reload;
    MessagesOptions messages;
    ShopsOptions shops;
    SchedulesOptions schedules;
    AlarmsOptions alarms;
    bool offline = false;
    bool account_key_is_lost = false;
    int exit_code = kSuccess;
};

// Adds a command that runs `function` when it was chosen.
CLI::App* add_command(CLI::App& parent, Options& options, const char* name, const char* description,
                      std::function<int(Options&)> function) {
    return add_command(parent, options.common, options.exit_code, name, description,
                       [&options, function = std::move(function)] { return function(options); });
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
    serve_command->add_option("--log", options.serve.log_file,
                              "Append the log to this file instead of standard error; SIGUSR1 opens it anew");
    // Hidden: for the program that takes this one's place, see `reload --binary`.
    serve_command->add_option("--handover", options.serve.handover)->group("");
    serve_command->add_flag("--rehearse", options.serve.rehearse)->group("");
    auto* worker_command = add_command(application, options, "worker", "",
                                       [](Options& all) { return worker(all.common, all.worker); });
    worker_command->group("");  // hidden: only `serve` starts workers
    worker_command->add_option("--index", options.worker.index);
    worker_command->add_option("--public-descriptor", options.worker.public_descriptor)->required();
    worker_command->add_option("--operations-descriptor", options.worker.operations_descriptor)->required();
    worker_command->add_option("--deaths-descriptor", options.worker.deaths_descriptor);
    worker_command->add_option("--ready-descriptor", options.worker.ready_descriptor)->required();
    worker_command->add_option("--log", options.worker.log_file);
    auto* check_command = add_command(
        application, options, "check", "Validate the whole configuration and ask every outside system whether it answers",
        [](Options& all) { return check(all.common, all.offline); });
    check_command->add_flag("--offline", options.offline, "Only validate; open no connection");
    auto* reload_command = add_command(
        application, options, "reload",
        "Validate the configuration and, when it is valid, let the running hub take it over; with --binary, let "
        "another "
        "program take over the hub, without a refused connection, and wait until it has",
        [](Options& all) { return all.reload.binary ? upgrade(all.common, all.reload) : reload(all.common); });
    auto* binary = reload_command->add_flag("--binary", options.reload.binary, "Go over to another program as well");
    reload_command
        ->add_option("program", options.reload.program,
                     "That program (default: what now lies where the running one was started from)")
        ->needs(binary);
    add_command(application, options, "routes", "Print the route table as a graph",
                [](Options& all) { return routes(all.common); });
}

void add_database(CLI::App& application, Options& options) {
    auto* command =
        add_command(application, options, "migrate", "Bring the database schema up to date; safe while serving",
                    [](Options& all) { return migrate(all.common, all.account_key_is_lost); });
    command->add_flag(
        "--account-key-is-lost", options.account_key_is_lost,
        "Seal with the present accounts.key although the database's addresses are sealed with another one, "
        "which is lost for good: they can no longer be read. Stop the hub first");
}

// What is left over of a command that allows it: options that are none, each with what was probably meant.
std::vector<FieldProblem> unknown_options(const CLI::App& command) {
    std::vector<std::string> known;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    std::vector<FieldProblem> problems;
    bool value_may_follow = false;
    for (const auto& left : command.remaining()) {
        const bool is_option = left.starts_with("-");
        const auto name = left.substr(0, left.find('='));
        if (is_option) problems.push_back({name, "is not an option of this command" + did_you_mean(name, known)});
        else if (!value_may_follow) problems.push_back({left, "is not expected here"});
        value_may_follow = is_option && name == left;
    }
    return problems;
}

// A command on messages: every wrong option of it is told at once, so what is left over is no error to the parser.
CLI::App* add_messages_command(CLI::App& parent, Options& options, const char* name, const char* description,
                               int (*run)(const CommonOptions&, const MessagesOptions&)) {
    auto* command = add_command(parent, options, name, description, [](Options&) { return kSuccess; });
    command->allow_extras();
    command->callback([&options, command, run] {
        options.messages.unknown = unknown_options(*command);
        options.exit_code = run(options.common, options.messages);
    });
    return command;
}

void add_search(CLI::App& command, queues::MessageSearch& search) {
    command.add_option("--person", search.person, "Only to or about this person: a recipient, or a member's or owner's number");
    command.add_option("--shop", search.shop, "Only about this shop: 12, shop/12 or shop_temp/12");
    command.add_option("--campaign", search.campaign, "Only about this campaign: 3 or campaign/3");
    command.add_option("--subject", search.subject, "Only about this subject, in full");
    command.add_option("--type", search.type, "Only of this type, such as shop.approved");
    command.add_option("--state", search.state,
                       "Only with a delivery in this state: pending, leased, sending, sent, failed, unknown or parked");
    command.add_option("--since", search.since, "Only accepted since: 2026-11-20 (Japan's time) or 2026-11-20T10:15:30+09:00");
    command.add_option("--until", search.until, "Only accepted before a time, or until the end of a day");
}

CLI::App* add_messages_change(CLI::App& messages, Options& options, const char* name, const char* description,
                              int (*run)(const CommonOptions&, const MessagesOptions&)) {
    auto* command = add_messages_command(messages, options, name, description, run);
    auto& given = options.messages;
    command->add_option("id", given.ids, "Delivery ids, or message ids for all deliveries of a message");
    command->add_option("--by", given.by, "Who does this; must be known as staff who may handle messages");
    command->add_option("--reason", given.reason, "Why, for whoever reads the history");
    command->add_flag("--dry-run", given.dry_run, "Only say what would be done");
    command->add_flag("--yes", given.yes, "Do not ask");
    return command;
}

void add_messages_changes(CLI::App& messages, Options& options) {
    add_messages_change(messages, options, "park", "Hold back deliveries that wait, until somebody replays them",
                        park_messages);
    add_messages_change(messages, options, "drop",
                        "Give up parked, unknown or failed deliveries for good: they are never sent, not even by a "
                        "replay; their history stays",
                        drop_messages);
    auto* replay = add_messages_change(messages, options, "replay",
                                       "Send parked, unknown or failed deliveries again under the same key, attempts "
                                       "counted anew; those named, or all that match (unknown ones, which may have "
                                       "arrived, only with --state unknown)",
                                       replay_messages);
    add_search(*replay, options.messages.search);
    replay->add_option("--per-second", options.messages.per_second, "Due so many a second, 1 to 1000")
        ->capture_default_str();
    replay->add_option("--data", options.messages.data_file,
                       "Send the JSON object of this file instead of the message's data; the original stays readable");
}

void add_messages(CLI::App& application, Options& options) {
    auto* messages = application.add_subcommand("messages", "Look at queued messages, park, drop and replay them");
    messages->require_subcommand(1);
    auto* list = add_messages_command(*messages, options, "list", "Messages, the newest first", list_messages);
    add_search(*list, options.messages.search);
    list->add_option("--limit", options.messages.search.limit, "At most so many, up to 1000")->capture_default_str();
    list->add_option("--after", options.messages.search.after, "Go on after this message, the last one shown");
    auto* show = add_messages_command(*messages, options, "show", "The whole life of one message", show_message);
    show->add_option("id", options.messages.id, "A message id, a delivery id, or a subject such as shop_temp/3")->required();
    add_messages_changes(*messages, options);
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

void add_alarms(CLI::App& application, Options& options) {
    auto* alarms = application.add_subcommand("alarms", "What somebody has to look at");
    alarms->require_subcommand(1);
    add_command(*alarms, options, "list", "Open alarms, and those that ended within the last seven days",
                [](Options& all) { return list_alarms(all.common); });
    auto* acknowledge = add_command(*alarms, options, "acknowledge",
                                    "Say that you look after an alarm. One about something that happened (messages, "
                                    "schedules, workers) is over then, until it happens again",
                                    [](Options& all) { return acknowledge_alarm(all.common, all.alarms); });
    acknowledge->add_option("id", options.alarms.id, "The alarm's number, see `alarms list`")->required();
    acknowledge->add_option("--by", options.alarms.by, "Who; must be known as staff who may handle messages");
    acknowledge->add_option("--reason", options.alarms.reason, "What is being done about it, for whoever reads it");
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

int run_command_line(int argument_count, char** arguments, Changes changes) {
    CLI::App application{"Passport Hub: routes messages between the chatbot, push, mail, maps and the passport database"};
    application.name("passport-hub");
    application.footer(command_footer());
    application.require_subcommand(1);
    Options options;
    options.worker.changes = std::move(changes);
    const auto program = own_program(arguments[0]);
    add_running(application, options, program);
    add_database(application, options);
    add_lists(application, options.common, options.exit_code);
    add_messages(application, options);
    add_shops(application, options);
    add_schedules(application, options);
    add_alarms(application, options);
    add_agent(application, options.common, options.exit_code);
    add_questions(application, options.common, options.exit_code);
    add_audit(application, options.common, options.exit_code);
    add_accounts(application, options.common, options.exit_code);
    add_personal_data(application, options.common, options.exit_code);
    add_purge(application, options.common, options.exit_code);
    add_staff(application, options.common, options.exit_code);
    add_keys(application, options.common, options.exit_code);
    try {
        application.parse(argument_count, arguments);
    } catch (const CLI::ParseError& error) {
        return application.exit(error) == 0 ? kSuccess : kInvalid;
    } catch (const std::exception& exception) {
        return options.common.output.error({ErrorKind::bug, "command.threw", exception.what()});
    }
    return options.exit_code;
}

}  // namespace hub::cli
