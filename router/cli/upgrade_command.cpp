// `reload --binary`: another program takes the place of the one that serves.
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <thread>

#include "router/cli/commands.hpp"
#include "router/cli/configuration.hpp"
#include "router/cli/supervisor_pid.hpp"
#include "router/core/deadline.hpp"
#include "router/core/ids.hpp"
#include "router/core/json.hpp"
#include "router/supervisor/upgrade_exchange.hpp"

namespace hub::cli {
namespace {

using namespace std::chrono_literals;
using supervisor::UpgradeExchange;
using supervisor::UpgradeReport;
using State = UpgradeReport::State;

constexpr auto kLongestRehearsal = 60s;
constexpr auto kFirstReport = 15s;   // the supervisor answers at once, unless it is no such one
constexpr auto kLongestStep = 180s;  // one worker's start and drain, with room
constexpr auto kLook = 50ms;

Error refused(const std::string& why) { return {ErrorKind::invalid, "upgrade.refused", why + "; nothing was changed"}; }

struct Ended {
    int status = -1;
    std::string output;
};

// Runs `program` and collects what it says on standard output.
Ended run(const std::string& program, const std::vector<std::string>& arguments) {
    int ends[2];
    Ended ended;
    if (pipe(ends) != 0) return ended;
    std::vector<std::string> texts{program};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(program.c_str(), pointers.data());
        _exit(127);
    }
    close(ends[1]);
    const auto deadline = Deadline::after(system_clock(), kLongestRehearsal);
    pollfd readable{ends[0], POLLIN, 0};
    char room[4096];
    while (!deadline.passed(system_clock()) && ended.output.size() < 1024 * 1024) {
        if (poll(&readable, 1, 1'000) <= 0) continue;
        const auto length = read(ends[0], room, sizeof(room));
        if (length <= 0) break;
        ended.output.append(room, static_cast<std::size_t>(length));
    }
    close(ends[0]);
    if (pid < 0) return ended;
    if (deadline.passed(system_clock())) kill(pid, SIGKILL);
    if (waitpid(pid, &ended.status, 0) != pid) ended.status = -1;
    return ended;
}

// Lets the new program say for itself whether it could take over; what is wrong it has told when this is not 0.
int rehearse(const CommonOptions& common, const std::string& program) {
    if (access(program.c_str(), X_OK) != 0 || !std::filesystem::is_regular_file(program))
        return common.output.error(refused(program + " is no program"));
    std::vector<std::string> arguments{"serve", "--rehearse", "--config", common.config};
    if (common.output.json) arguments.emplace_back("--json");
    std::cout.flush();
    const auto ended = run(program, arguments);
    if (ended.status == 0) return kSuccess;
    const auto said = common.output.json ? json::Document::parse(ended.output) : Result<json::Document>();
    if (said && said->root().find("error")) {
        common.output.line(said->root().to_json());
        return kInvalid;
    }
    const auto how =
        WIFEXITED(ended.status) ? "exit code " + std::to_string(WEXITSTATUS(ended.status)) : std::string("a signal");
    return common.output.error(refused(program + " cannot take over: its check ended with " + how));
}

void show(const Output& output, const UpgradeReport& report) {
    if (output.json) return;
    if (report.state == State::checking) output.line("checking the program and the configuration");
    if (report.state == State::replacing)
        output.line(std::to_string(report.replaced) + " of " + std::to_string(report.workers) + " workers replaced");
    std::cout.flush();
}

bool is_news(const std::optional<UpgradeReport>& last, const UpgradeReport& report) {
    return !last || last->state != report.state || last->replaced != report.replaced;
}

// The last report, or the error of a supervisor that no longer gives any.
Result<UpgradeReport> follow(const CommonOptions& common, const UpgradeExchange& exchange, const std::string& id,
                             const std::string& state_directory) {
    std::optional<UpgradeReport> last;
    auto patience = Deadline::after(system_clock(), kFirstReport);
    while (!patience.passed(system_clock())) {
        const auto report = exchange.report();
        if (report && report->id == id && is_news(last, *report)) {
            if (report->is_final()) return *report;
            show(common.output, *report);
            last = report;
            patience = Deadline::after(system_clock(), kLongestStep);
        }
        if (!SupervisorPid::find(state_directory))
            return Error{ErrorKind::permanent, "upgrade.supervisor_gone", "the supervisor has ended; see its log"};
        std::this_thread::sleep_for(kLook);
    }
    if (last) return Error{ErrorKind::transient, "upgrade.stuck", "the supervisor reports no progress; see its log"};
    exchange.withdraw();
    return Error{ErrorKind::permanent, "upgrade.unanswered", "the supervisor does not answer; see its log"};
}

std::string result_json(const UpgradeReport& report, const std::string& program) {
    json::Writer writer;
    writer.begin_object();
    writer.member("upgraded", report.state == State::done);
    writer.member("program", program);
    writer.member("workers", report.workers);
    writer.member("why", report.why);
    writer.end_object();
    return writer.take();
}

}  // namespace

int upgrade(const CommonOptions& common, const ReloadOptions& options) {
    const auto configuration = load_configuration(common.config);
    if (!configuration) return common.output.error(configuration.error());
    const auto& state_directory = configuration->settings.state_directory;
    const auto serving = SupervisorPid::find(state_directory);
    if (!serving) return common.output.error(serving.error());
    const auto program = options.program.empty()
                             ? serving->program
                             : std::filesystem::absolute(options.program).lexically_normal().string();
    if (const int code = rehearse(common, program); code != kSuccess) return code;

    const UpgradeExchange exchange(SupervisorPid::directory(state_directory));
    const auto id = new_uuid_v4();
    if (const auto asked = exchange.ask({id, program}); !asked) return common.output.error(asked.error());
    if (kill(serving->pid, SIGHUP) != 0) {
        exchange.withdraw();
        return common.output.error({ErrorKind::forbidden, "reload.refused", "the supervisor cannot be signalled"});
    }
    const auto report = follow(common, exchange, id, state_directory);
    if (!report) return common.output.error(report.error());
    if (common.output.json) common.output.line(result_json(*report, program));
    else if (report->state == State::done)
        common.output.line("The hub and its " + std::to_string(report->workers) + " workers run " + program + ".");
    else return common.output.error({ErrorKind::permanent, "upgrade.failed", report->why});
    return report->state == State::done ? kSuccess : kFailed;
}

}  // namespace hub::cli
