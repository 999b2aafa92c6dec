#include "router/supervisor/worker_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hub::supervisor {
namespace {

std::string with_descriptor(const std::string& argument, const WorkerStart& start, int ready) {
    if (argument == "{public}") return std::to_string(start.public_descriptor);
    if (argument == "{operations}") return std::to_string(start.operations_descriptor);
    if (argument == "{deaths}") return std::to_string(start.deaths_descriptor);
    if (argument == "{ready}") return std::to_string(ready);
    return argument;
}

void keep_over_exec(int descriptor) { fcntl(descriptor, F_SETFD, 0); }

// Runs in the child between fork and exec: only async-signal-safe calls.
[[noreturn]] void become_worker(const WorkerStart& start, int ready, pid_t parent, char* const* arguments) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(1);  // the supervisor died before the line above
    keep_over_exec(start.public_descriptor);
    keep_over_exec(start.operations_descriptor);
    keep_over_exec(start.deaths_descriptor);
    keep_over_exec(ready);
    execv(start.program.c_str(), arguments);
    _exit(127);
}

}  // namespace

Result<WorkerProcess> start_worker(const WorkerStart& start) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return Error{ErrorKind::transient, "worker.pipe", std::strerror(errno)};
    std::vector<std::string> texts{start.program};
    for (const auto& argument : start.arguments) texts.push_back(with_descriptor(argument, start, ends[1]));
    std::vector<char*> arguments;
    for (auto& text : texts) arguments.push_back(text.data());
    arguments.push_back(nullptr);

    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid == 0) become_worker(start, ends[1], parent, arguments.data());
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return Error{ErrorKind::transient, "worker.fork", std::strerror(errno)};
    }
    return WorkerProcess{pid, ends[0]};
}

}  // namespace hub::supervisor
