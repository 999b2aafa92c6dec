#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "router/cli/commands.hpp"
#include "router/cli/configuration.hpp"
#include "router/cli/supervisor_pid.hpp"
#include "router/core/log.hpp"
#include "router/supervisor/supervisor.hpp"

namespace hub::cli {
namespace {

// In a process of its own: the supervisor itself stays free of libraries, threads and configuration.
bool check_in_own_process(const std::string& program, const std::string& config) {
    const pid_t pid = fork();
    if (pid == 0) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        execl(program.c_str(), program.c_str(), "check", "--offline", "--config", config.c_str(), nullptr);
        _exit(127);
    }
    int status = 0;
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

int serve(const CommonOptions& common, const ServeOptions& options, const std::string& program) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto& settings = configuration->settings;
    const auto held = SupervisorPid::hold(settings.state_directory);
    if (!held) return common.output.error(held.error());

    log::configure(log::Level::info, "supervisor");
    supervisor::SupervisorSettings supervised;
    supervised.program = program;
    supervised.worker_arguments = {"worker",       "--config",
                                   common.config,  "--index",
                                   "{index}",      "--public-descriptor",
                                   "{public}",     "--operations-descriptor",
                                   "{operations}", "--deaths-descriptor",
                                   "{deaths}",     "--ready-descriptor",
                                   "{ready}"};
    supervised.public_endpoint = settings.public_listen;
    supervised.operations_endpoint = settings.operations_listen;
    supervised.workers = options.workers;
    supervised.drain = std::chrono::seconds(settings.drain_seconds);
    supervised.configuration_is_valid = [program, config = common.config] {
        return check_in_own_process(program, config);
    };
    supervisor::Supervisor running(std::move(supervised), system_clock());
    const auto code = running.run();
    if (!code) return common.output.error(code.error());
    return *code;
}

int reload(const CommonOptions& common) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto pid = SupervisorPid::find(configuration->settings.state_directory);
    if (!pid) return common.output.error(pid.error());
    if (kill(*pid, SIGHUP) != 0)
        return common.output.error({ErrorKind::forbidden, "reload.refused", "the supervisor cannot be signalled"});
    common.output.line(common.output.json ? R"({"reloading":true})"
                                          : "The configuration is valid; the workers are being replaced one at a time.");
    return kSuccess;
}

}  // namespace hub::cli
