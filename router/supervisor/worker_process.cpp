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

// Runs in the child between fork and exec: only async-signal-safe calls.
[[noreturn]] void become(const char* executable, char* const* arguments, const std::vector<int>& inherited,
                         pid_t parent) {
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_SETMASK, &blocked, nullptr);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(1);  // the supervisor died before the line above
    for (const int descriptor : inherited) fcntl(descriptor, F_SETFD, 0);
    execv(executable, arguments);
    _exit(127);
}

}  // namespace

Result<pid_t> start_process(const ProgramFile& program, const std::vector<std::string>& arguments,
                            const std::vector<int>& inherited) {
    const std::string executable = program.executable();
    std::vector<std::string> texts{program.path()};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);

    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid == 0) become(executable.c_str(), pointers.data(), inherited, parent);
    if (pid < 0) return Error{ErrorKind::transient, "worker.fork", std::strerror(errno)};
    return pid;
}

Result<WorkerProcess> start_worker(const ProgramFile& program, const WorkerStart& start) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return Error{ErrorKind::transient, "worker.pipe", std::strerror(errno)};
    std::vector<std::string> arguments;
    for (const auto& argument : start.arguments) arguments.push_back(with_descriptor(argument, start, ends[1]));
    const auto pid = start_process(program, arguments, {start.public_descriptor, start.operations_descriptor, start.deaths_descriptor, ends[1]});
    close(ends[1]);
    if (!pid) {
        close(ends[0]);
        return pid.error();
    }
    return WorkerProcess{*pid, ends[0]};
}

}  // namespace hub::supervisor
