#include <signal.h>

#include "connectors/passport_db/migrations.hpp"
#include "router/cli/commands.hpp"
#include "router/cli/configuration.hpp"
#include "router/cli/database_access.hpp"
#include "router/cli/hub.hpp"
#include "router/cli/mail_access.hpp"
#include "router/cli/supervisor_pid.hpp"
#include "router/core/log.hpp"
#include "router/supervisor/supervisor.hpp"

namespace hub::cli {
namespace {

using supervisor::Handover;
using supervisor::ProgramFile;
using supervisor::Supervisor;
using supervisor::SupervisorSettings;

std::vector<std::string> serve_arguments(const CommonOptions& common, const ServeOptions& options, const char* more) {
    std::vector<std::string> arguments{"serve", "--config", common.config, "--workers",
                                       std::to_string(options.workers)};
    if (!options.log_file.empty()) arguments.insert(arguments.end(), {"--log", options.log_file});
    arguments.insert(arguments.end(), {"--handover", "{handover}"});
    if (*more) arguments.emplace_back(more);
    return arguments;
}

SupervisorSettings settings_from_options(const CommonOptions& common, const ServeOptions& options) {
    SupervisorSettings settings;
    settings.worker_arguments = {"worker",       "--config",
                                 common.config,  "--index",
                                 "{index}",      "--public-descriptor",
                                 "{public}",     "--operations-descriptor",
                                 "{operations}", "--deaths-descriptor",
                                 "{deaths}",     "--ready-descriptor",
                                 "{ready}"};
    if (!options.log_file.empty())
        settings.worker_arguments.insert(settings.worker_arguments.end(), {"--log", options.log_file});
    settings.check_arguments = {"check", "--offline", "--config", common.config};
    settings.serve_arguments = serve_arguments(common, options, "");
    settings.rehearse_arguments = serve_arguments(common, options, "--rehearse");
    settings.workers = options.workers;
    settings.log_file = options.log_file;
    return settings;
}

// A program that is newer than the database would fail with every message. When the database cannot be asked, it is no
// reason to stay with the old one.
Result<void> schema_is_known(const Configuration& configuration) {
    const auto database = open_database(configuration);
    const auto missing = in_transaction<std::vector<std::string>>(
        *database, std::chrono::seconds(5),
        [](UnitOfWork& unit_of_work) { return passport_db::missing_migrations(unit_of_work); });
    if (!missing || missing->empty()) return Result<void>::success();
    return Error{
        ErrorKind::conflict, "database.behind",
        "the database lacks migrations of this program; run its `migrate` first, it is safe while the hub serves"};
}

// Says whether this program could take the place of the one that serves, and changes nothing.
int rehearse(const CommonOptions& common, const ServeOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    if (const auto whole = Hub::can_be_made(*configuration); !whole) return common.output.error(whole.error());
    if (const auto known = schema_is_known(*configuration); !known) return common.output.error(known.error());
    if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    if (options.handover >= 0)
        if (const auto left = Handover::receive(options.handover); !left) return common.output.error(left.error());
    common.output.line(common.output.json ? R"({"ok":true})" : "This program can take over.");
    return kSuccess;
}

// In the place of the program that this process ran before. The configuration was found valid by the rehearsal; were it
// read again, a mistake made since would end a hub that serves.
int take_over(const CommonOptions& common, const ServeOptions& options, const std::string& program) {
    auto left = Handover::receive(options.handover);
    if (!left) return common.output.error(left.error());
    left->set_inherited(false);
    const auto held = SupervisorPid::adopt(left->lock, program);
    auto settings = settings_from_options(common, options);
    settings.run_directory = left->run_directory;
    settings.drain = std::chrono::seconds(left->drain_seconds);
    settings.workers = static_cast<int>(left->public_sockets.size());
    settings.lock = held.descriptor();
    return Supervisor(std::move(settings), ProgramFile::own(program), system_clock()).run(*left);
}

}  // namespace

int serve(const CommonOptions& common, const ServeOptions& options, const std::string& program) {
    if (options.rehearse) return rehearse(common, options);
    log::configure(log::Level::info, "supervisor");
    if (options.handover >= 0) return take_over(common, options, program);
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    if (const auto fits = account_key_fits(*configuration); !fits) return common.output.error(fits.error());
    const auto held = SupervisorPid::hold(configuration->settings.state_directory, program);
    if (!held) return common.output.error(held.error());
    if (!options.log_file.empty() && !log::reopen(options.log_file)) return kFailed;

    auto settings = settings_from_options(common, options);
    settings.public_endpoint = configuration->settings.public_listen;
    settings.operations_endpoint = configuration->settings.operations_listen;
    settings.drain = std::chrono::seconds(configuration->settings.drain_seconds);
    settings.run_directory = SupervisorPid::directory(configuration->settings.state_directory);
    settings.lock = held->descriptor();
    Supervisor running(std::move(settings), ProgramFile::own(program), system_clock());
    const auto code = running.run();
    if (!code) return common.output.error(code.error());
    return *code;
}

int reload(const CommonOptions& common) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto serving = SupervisorPid::find(configuration->settings.state_directory);
    if (!serving) return common.output.error(serving.error());
    if (kill(serving->pid, SIGHUP) != 0)
        return common.output.error({ErrorKind::forbidden, "reload.refused", "the supervisor cannot be signalled"});
    common.output.line(common.output.json ? R"({"reloading":true})"
                                          : "The configuration is valid; the workers are being replaced one at a time.");
    return kSuccess;
}

}  // namespace hub::cli
