#include <memory>

#include "router/cli/audit_commands.hpp"
#include "router/cli/command.hpp"

namespace hub::cli {
namespace {

void add_search(CLI::App& command, queues::AuditSearch& search) {
    command.add_option("--actor", search.actor, "Only what this person or system did");
    command.add_option("--action", search.action, "Only this action, such as shop.approve");
    command.add_option("--object", search.object, "Only about objects of a kind (shop_temp), or one (shop_temp/12)");
    command.add_option("--since", search.since, "Only since: 2026-11-20 (Japan's time) or 2026-11-20T10:15:30+09:00");
    command.add_option("--until", search.until, "Only before a time, or until the end of a day");
}

void add_person(CLI::App& command, AuditOptions& given, const char* description) {
    command.add_option("--by", given.by, description)->capture_default_str();
}

}  // namespace

void add_audit(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group =
        application.add_subcommand("audit", "Who did what, and the proof that nobody has changed the records");
    group->require_subcommand(1);
    const auto options = std::make_shared<AuditOptions>();
    const auto add = [&](const char* name, const char* description,
                         int (*command)(const CommonOptions&, const AuditOptions&)) {
        return add_command(*group, common, exit_code, name, description,
                           [&common, options, command] { return command(common, *options); });
    };
    auto* verify = add("verify",
                       "Look whether the records, their values and their seals are what they were, and tell what is "
                       "not. Exit code 0 intact, 4 not, 1 could not be read",
                       verify_audit);
    verify->add_option("--heads", options->heads,
                       "Compare with this copy of a head file; that of this machine unless given");
    auto* show = add("show", "Records, the newest first", show_audit);
    add_search(*show, options->search);
    show->add_option("--limit", options->limit, "At most so many")->capture_default_str()->check(CLI::Range(1, 1000));
    show->add_option("--before", options->before, "Go on before this record, the last one shown")
        ->check(CLI::PositiveNumber);
    show->add_flag("--values", options->values,
                   "With the values before and after, which may be personal data: that they were read is a record too");
    add_person(*show, *options, "Who reads the values; must be known as staff");
    auto* exported =
        add("export", "Write records with their values, the oldest first; that is a record too", export_audit);
    add_search(*exported, options->search);
    exported->add_option("--format", options->format, "csv, safe in a spreadsheet, or lines: a JSON object a line")
        ->capture_default_str()
        ->check(CLI::IsMember({"csv", "lines"}));
    exported->add_option("--to", options->file, "A new file; standard output unless given");
    add_person(*exported, *options, "Who reads the values; must be known as staff");
    auto* erase = add("erase",
                      "Erase the values of all records about an object, personal data for instance; the records stay, "
                      "and the seals with them",
                      erase_audit);
    erase->add_option("object", options->object, "The object: users/12")->required();
    add_person(*erase, *options, "Who does this; must be known as staff who may erase values of the audit");
    erase->add_option("--reason", options->reason, "Why, for whoever reads the audit; without personal data, it stays");
}

}  // namespace hub::cli
