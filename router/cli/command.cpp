#include "router/cli/command.hpp"

namespace hub::cli {
namespace {

constexpr char kFooter[] =
    "Exit codes: 0 done, 1 failed (a service is away, a check is not ok), 2 wrong input or configuration (nothing was\n"
    "done), 3 done but some rows were refused, 4 compared and different. Logs go to standard error, one JSON object a "
    "line.";

}  // namespace

const char* command_footer() { return kFooter; }

CLI::App* add_command(CLI::App& parent, CommonOptions& common, int& exit_code, const char* name,
                      const char* description, std::function<int()> function) {
    auto* command = parent.add_subcommand(name, description);
    command->add_option("--config", common.config, "The hub's configuration file")->capture_default_str();
    command->add_flag("--json", common.output.json, "Answer with one JSON value on standard output");
    command->footer(kFooter);
    command->callback([&exit_code, function = std::move(function)] { exit_code = function(); });
    return command;
}

}  // namespace hub::cli
