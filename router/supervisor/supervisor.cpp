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
constexpr auto kAfterDrain = 4s;     // workers leave by themselves after the drain; then they are made to

int open_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGCHLD}) sigaddset(&signals, signal);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

Supervisor::Supervisor(SupervisorSettings settings, ProgramFile program, const Clock& clock)
    : settings_(std::move(settings)), clock_(clock), exchange_(settings_.run_directory), program_(std::move(program)) {}

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
    if (auto opened = open_sockets(); !opened) return opened.error();
    auto deaths = DeathRecord::make();
    if (!deaths) return deaths.error();
    deaths_ = std::move(*deaths);
    for (auto& slot : slots_) slot.restart_at = clock_.monotonic();
    return run_until_stopped();
}

int Supervisor::run(const Handover& handover) {
    adopt(handover);
    log::info("supervisor.taken_over", {{"program", program_.path()}, {"workers", workers_.size()}});
    return run_until_stopped();
}

void Supervisor::adopt(const Handover& handover) {
    operations_ = ListeningSocket::adopt(handover.operations_socket);
    if (handover.deaths >= 0) deaths_ = DeathRecord::adopt(handover.deaths);
    else if (auto deaths = DeathRecord::make()) deaths_ = std::move(*deaths);
    for (const int socket : handover.public_sockets)
        slots_.push_back({ListeningSocket::adopt(socket), {}, clock_.monotonic()});
    for (const auto& worker : handover.workers) {
        const auto started = clock_.monotonic() - std::chrono::milliseconds(worker.age_milliseconds);
        workers_.push_back({worker.index, {worker.pid, worker.ready_pipe}, started, 0, worker.ready_pipe < 0});
        slots_[static_cast<std::size_t>(worker.index)].restart_at.reset();
    }
    signed_off_ = handover.upgrade_id;
}

int Supervisor::run_until_stopped() {
    const int signal_descriptor = open_signals();
    reap();  // whoever died while one program took the place of the other
    run_due_events();
    if (!signed_off_.empty())
        exchange_.tell({signed_off_, UpgradeReport::State::done, settings_.workers, settings_.workers, {}});
    while (!(stopping_ && workers_.empty())) poll_once(signal_descriptor);
    close(signal_descriptor);
    log::info("supervisor.stopped");
    return killed_ ? 1 : 0;
}

void Supervisor::start(int index, int replaces) {
    WorkerStart request{settings_.worker_arguments, slots_[static_cast<std::size_t>(index)].socket.descriptor(),
                        operations_.descriptor(), deaths_.descriptor()};
    for (auto& argument : request.arguments)
        if (argument == "{index}") argument = std::to_string(index + 1);
    auto process = start_worker(program_, request);
    if (!process) {
        log::error("worker.start_failed", {{"worker", index + 1}, {"why", process.error().detail}});
        if (replaces >= 0) return replacement_failed(process.error().detail);
        slots_[static_cast<std::size_t>(index)].restart_at = clock_.monotonic() + 1s;
        return;
    }
    workers_.push_back({index, *process, clock_.monotonic(), generation_, false, std::nullopt, replaces});
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

std::list<Supervisor::Worker>::iterator Supervisor::find(pid_t pid) {
    return std::find_if(workers_.begin(), workers_.end(),
                        [pid](const Worker& worker) { return worker.process.pid == pid; });
}

void Supervisor::note_ready(Worker& worker, bool serves) {
    close(worker.process.ready_pipe);
    worker.process.ready_pipe = -1;
    if (!serves) return;  // it died; SIGCHLD says the rest
    worker.ready = true;
    log::info("worker.ready", {{"worker", worker.index + 1}, {"pid", worker.process.pid}});
    if (worker.replaces < 0) return;
    const pid_t old = std::exchange(worker.replaces, -1);
    // One that leaves alone does so without telling the world that the hub goes.
    if (const auto found = find(old); found != workers_.end()) drain(*found, SIGQUIT);
    else worker_replaced(old);
}

void Supervisor::drain(Worker& worker, int signal) {
    if (!worker.kill_at) worker.kill_at = clock_.monotonic() + settings_.drain + kAfterDrain;
    kill(worker.process.pid, signal);
}

void Supervisor::kill_worker(Worker& worker) {
    log::error("worker.killed", {{"worker", worker.index + 1}, {"pid", worker.process.pid}});
    drain(worker, SIGKILL);
    worker.kill_at = clock_.monotonic() + 1h;  // not again
    killed_ = killed_ || stopping_;
}

void Supervisor::handle_signal(int signal) {
    if (signal == SIGCHLD) {
        reap();
    } else if (signal == SIGHUP) {
        begin_reload();
    } else if (signal == SIGUSR1) {
        reopen_log();
    } else if (stopping_) {
        for (auto& worker : workers_) kill_worker(worker);
    } else {
        begin_stop();
    }
}

void Supervisor::reopen_log() {
    if (settings_.log_file.empty()) return;
    HUB_FAILPOINT("K30.before");
    log::reopen(settings_.log_file);
    HUB_FAILPOINT("K30.inside");
    for (const auto& worker : workers_) kill(worker.process.pid, SIGUSR1);
}

void Supervisor::begin_stop() {
    stopping_ = true;
    log::info("supervisor.stopping", {{"drain_seconds", settings_.drain.count()}});
    if (reload_) abandon_reload("supervisor.reload_failed", "the hub is being stopped");
    for (auto& worker : workers_) drain(worker, SIGTERM);
}

void Supervisor::reap() {
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG)) on_death(pid, status);
}

void Supervisor::on_death(pid_t pid, int status) {
    if (reload_ && reload_->check == pid) return on_check_ended(status == 0 ? "" : DeathRecord::how(status));
    const auto found = find(pid);
    if (found == workers_.end()) return;
    const Worker worker = *found;
    if (worker.process.ready_pipe >= 0) close(worker.process.ready_pipe);
    workers_.erase(found);
    if (worker.kill_at) {
        log::info("worker.ended", {{"worker", worker.index + 1}, {"pid", pid}});
        return worker_replaced(pid);
    }
    const auto how = DeathRecord::how(status);
    if (stopping_) return;
    if (worker.replaces >= 0) {
        log::error("supervisor.replacement_died", {{"worker", worker.index + 1}, {"how", how}});
        return replacement_failed("worker " + std::to_string(worker.index + 1) + " did not start: " + how);
    }
    auto& slot = slots_[static_cast<std::size_t>(worker.index)];
    deaths_.note(worker.index, status, clock_.monotonic());
    const auto delay = slot.policy.after_death(worker.started, clock_.monotonic());
    // Whoever was about to replace it is enough.
    const bool is_replaced =
        std::any_of(workers_.begin(), workers_.end(), [pid](const Worker& other) { return other.replaces == pid; });
    if (!is_replaced) slot.restart_at = clock_.monotonic() + delay;
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
    for (auto& worker : workers_) {
        if (worker.kill_at && now >= *worker.kill_at) kill_worker(worker);
        if (worker.replaces >= 0 && now - worker.started >= kLongestStart) kill(worker.process.pid, SIGKILL);
    }
    if (reload_ && reload_->check >= 0 && now >= reload_->check_ends) kill(reload_->check, SIGKILL);
    if (stopping_) return;
    for (std::size_t index = 0; index < slots_.size(); ++index) {
        if (!slots_[index].restart_at || *slots_[index].restart_at > now) continue;
        slots_[index].restart_at.reset();
        start(static_cast<int>(index));
    }
}

}  // namespace hub::supervisor
