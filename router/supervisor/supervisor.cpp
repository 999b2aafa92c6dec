#include "router/supervisor/supervisor.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"

namespace hub::supervisor {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestStart = 60s;  // a replacement that does not serve by then is given up

int open_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&signals, signal);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

Supervisor::Supervisor(SupervisorSettings settings, const Clock& clock)
    : settings_(std::move(settings)), clock_(clock) {}

Supervisor::~Supervisor() {
    for (auto& worker : workers_)
        if (worker.process.ready_pipe >= 0) close(worker.process.ready_pipe);
}

Result<void> Supervisor::open_sockets() {
    auto operations = ListeningSocket::open(settings_.operations_endpoint);
    if (!operations) return operations.error();
    operations_ = std::move(*operations);
    std::string endpoint = settings_.public_endpoint;
    for (int index = 0; index < settings_.workers; ++index) {
        auto socket = ListeningSocket::open(endpoint);
        if (!socket) return socket.error();
        // With port 0 the first socket decides the port of all.
        endpoint = endpoint.substr(0, endpoint.rfind(':') + 1) + std::to_string(socket->port());
        slots_.push_back({std::move(*socket), {}, std::nullopt});
    }
    log::info("supervisor.listening", {{"public", endpoint}, {"operations", settings_.operations_endpoint},
                                       {"workers", settings_.workers}});
    return Result<void>::success();
}

Result<int> Supervisor::run() {
    const int signal_descriptor = open_signals();
    if (auto opened = open_sockets(); !opened) return opened.error();
    auto deaths = DeathRecord::make();
    if (!deaths) return deaths.error();
    deaths_ = std::move(*deaths);
    for (int index = 0; index < settings_.workers; ++index) start(index);
    while (!(stopping_ && workers_.empty())) poll_once(signal_descriptor);
    close(signal_descriptor);
    log::info("supervisor.stopped");
    return killed_ ? 1 : 0;
}

void Supervisor::start(int index, int replaces) {
    WorkerStart request{settings_.program, settings_.worker_arguments,
                        slots_[static_cast<std::size_t>(index)].socket.descriptor(), operations_.descriptor(),
                        deaths_.descriptor()};
    for (auto& argument : request.arguments)
        if (argument == "{index}") argument = std::to_string(index + 1);
    auto process = start_worker(request);
    if (!process) {
        log::error("worker.start_failed", {{"worker", index + 1}, {"why", process.error().detail}});
        slots_[static_cast<std::size_t>(index)].restart_at = clock_.monotonic() + 1s;
        return;
    }
    workers_.push_back({index, *process, clock_.monotonic(), false, false, replaces});
    log::info("worker.started", {{"worker", index + 1}, {"pid", process->pid}});
}

void Supervisor::poll_once(int signal_descriptor) {
    std::vector<pollfd> descriptors{{signal_descriptor, POLLIN, 0}};
    std::vector<pid_t> pids;
    for (const auto& worker : workers_) {
        if (worker.process.ready_pipe < 0) continue;
        descriptors.push_back({worker.process.ready_pipe, POLLIN, 0});
        pids.push_back(worker.process.pid);
    }
    poll(descriptors.data(), descriptors.size(), milliseconds_to_next_event());
    for (std::size_t index = 1; index < descriptors.size(); ++index) {
        if (descriptors[index].revents == 0) continue;
        char byte = 0;
        const bool serves = read(descriptors[index].fd, &byte, 1) == 1;
        for (auto& worker : workers_)
            if (worker.process.pid == pids[index - 1]) note_ready(worker, serves);
    }
    signalfd_siginfo info{};
    while (read(signal_descriptor, &info, sizeof(info)) == sizeof(info)) handle_signal(static_cast<int>(info.ssi_signo));
    run_due_events();
}

void Supervisor::note_ready(Worker& worker, bool serves) {
    close(worker.process.ready_pipe);
    worker.process.ready_pipe = -1;
    if (!serves) return;  // it died; SIGCHLD says the rest
    worker.ready = true;
    log::info("worker.ready", {{"worker", worker.index + 1}, {"pid", worker.process.pid}});
    if (worker.replaces < 0) return;
    for (auto& old : workers_)
        if (old.process.pid == worker.replaces) signal_worker(old, SIGTERM);
    worker.replaces = -1;
}

void Supervisor::signal_worker(Worker& worker, int signal) {
    worker.draining = true;
    kill(worker.process.pid, signal);
}

void Supervisor::handle_signal(int signal) {
    if (signal == SIGCHLD) {
        reap();
    } else if (signal == SIGHUP) {
        if (stopping_ || !to_replace_.empty()) return;
        HUB_FAILPOINT("K29.before");
        if (!settings_.configuration_is_valid()) {
            log::error("supervisor.reload_refused", {{"why", "the configuration is not valid; nothing was changed"}});
            return;
        }
        log::info("supervisor.reloading");
        for (const auto& worker : workers_) to_replace_.push_back(worker.process.pid);
        replace_next();
    } else if (stopping_) {
        for (auto& worker : workers_) signal_worker(worker, SIGKILL);
        killed_ = true;
    } else {
        begin_stop();
    }
}

void Supervisor::begin_stop() {
    stopping_ = true;
    to_replace_.clear();
    // Workers leave by themselves after the drain; 5 s more before they are made to.
    kill_at_ = clock_.monotonic() + settings_.drain + 5s;
    log::info("supervisor.stopping", {{"drain_seconds", settings_.drain.count()}});
    for (auto& worker : workers_) signal_worker(worker, SIGTERM);
}

void Supervisor::replace_next() {
    while (!to_replace_.empty()) {
        const pid_t old = to_replace_.back();
        const auto found = std::find_if(workers_.begin(), workers_.end(),
                                        [old](const Worker& worker) { return worker.process.pid == old; });
        if (found != workers_.end()) {
            start(found->index, old);
            return;
        }
        to_replace_.pop_back();
    }
    log::info("supervisor.reloaded");
}

void Supervisor::reap() {
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG)) on_death(pid, status);
}

void Supervisor::on_death(pid_t pid, int status) {
    const auto found = std::find_if(workers_.begin(), workers_.end(),
                                    [pid](const Worker& worker) { return worker.process.pid == pid; });
    if (found == workers_.end()) return;
    const Worker worker = *found;
    if (worker.process.ready_pipe >= 0) close(worker.process.ready_pipe);
    workers_.erase(found);
    if (worker.draining) {
        log::info("worker.ended", {{"worker", worker.index + 1}, {"pid", pid}});
        if (!to_replace_.empty() && to_replace_.back() == pid) {
            to_replace_.pop_back();
            replace_next();
        }
        return;
    }
    const auto how = DeathRecord::how(status);
    if (worker.replaces >= 0) {
        // The old worker goes on: a configuration that cannot start changes nothing.
        to_replace_.clear();
        log::error("supervisor.reload_failed", {{"worker", worker.index + 1}, {"how", how}});
        return;
    }
    if (stopping_) return;
    auto& slot = slots_[static_cast<std::size_t>(worker.index)];
    deaths_.note(worker.index, status, clock_.monotonic());
    const auto delay = slot.policy.after_death(worker.started, clock_.monotonic());
    slot.restart_at = clock_.monotonic() + delay;
    log::error("worker.died", {{"worker", worker.index + 1}, {"pid", pid}, {"how", how},
                               {"restart_in_ms", static_cast<std::int64_t>(delay.count())}});
}

int Supervisor::milliseconds_to_next_event() const {
    auto next = clock_.monotonic() + 1s;
    for (const auto& slot : slots_)
        if (slot.restart_at) next = std::min(next, *slot.restart_at);
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - clock_.monotonic());
    return static_cast<int>(std::max<std::int64_t>(0, wait.count()));
}

void Supervisor::run_due_events() {
    const auto now = clock_.monotonic();
    if (stopping_ && !workers_.empty() && now >= kill_at_) {
        for (auto& worker : workers_) signal_worker(worker, SIGKILL);
        killed_ = true;
    }
    for (auto& worker : workers_)
        if (worker.replaces >= 0 && now - worker.started >= kLongestStart) kill(worker.process.pid, SIGKILL);
    if (stopping_) return;
    for (std::size_t index = 0; index < slots_.size(); ++index) {
        if (!slots_[index].restart_at || *slots_[index].restart_at > now) continue;
        slots_[index].restart_at.reset();
        start(static_cast<int>(index));
    }
}

}  // namespace hub::supervisor
