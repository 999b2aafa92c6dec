#include <memory>

#include "router/cli/command.hpp"
#include "router/cli/staff_commands.hpp"

namespace hub::cli {

void add_staff(CLI::App& application, CommonOptions& common, int& exit_code) {
    auto* group = application.add_subcommand(
        "staff",
        "Accounts of staff: the first administrator, and help for who is locked out. All else is done at "
        "/staff/accounts");
    group->require_subcommand(1);
    const auto options = std::make_shared<StaffOptions>();
    const auto add = [&](const char* name, const char* description,
                         int (*command)(const CommonOptions&, const StaffOptions&)) {
        return add_command(*group, common, exit_code, name, description,
                           [&common, options, command] { return command(common, *options); });
    };
    const auto add_link = [&](CLI::App& command) {
        command.add_flag("--print-link", options->print_link,
                         "Print the link instead of mailing it: for a hub without a mail server. Whoever has it takes "
                         "the account over");
    };
    auto* invite = add("invite",
                       "Mail somebody the link to the account of the first administrator (72 hours, once); only while "
                       "no administrator is active: administrators invite everybody else. The same name again sends "
                       "another link, also to another address",
                       invite_staff);
    invite->add_option("--mail", options->mail, "Their mail address, with which they will log in")->required();
    invite->add_option("--name", options->name, "Their name, by which the audit knows them")->required();
    invite->add_option("--role", options->role, "Their role; the first one is an administrator")->capture_default_str();
    add_link(*invite);
    add("list", "Everybody who has an account of staff, by name", list_staff);
    const auto add_change = [&](CLI::App& command) {
        command.add_option("id", options->staff_id, "The account's number, see `staff list`")->required();
        command.add_option("--by", options->by, "Who does this; must be known as staff who may administer")
            ->capture_default_str();
        command.add_flag("--yes", options->yes, "Do not ask");
    };
    add_change(*add("suspend",
                    "End somebody's sessions and let them log in no more, until an administrator takes it back",
                    suspend_staff));
    auto* reset =
        add("reset-authenticator",
            "For who has lost the authenticator app or the password: both are taken away, sessions end, and a "
            "new invitation is mailed",
            reset_staff_authenticator);
    add_change(*reset);
    add_link(*reset);
}

}  // namespace hub::cli
