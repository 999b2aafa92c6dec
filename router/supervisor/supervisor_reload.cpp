// How the supervisor goes over to another configuration or another program.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "router/core/failpoint.hpp"
#include "router/core/log.hpp"
#include "router/supervisor/supervisor.hpp"

namespace hub::supervisor {
namespace {

using namespace std::chrono_literals;
using State = UpgradeReport::State;

constexpr auto kLongestCheck = 60s;

std::vector<std::string> with_handover(std::vector<std::string> arguments, int descriptor) {
    for (auto& argument : arguments)
        if (argument == "{handover}") argument = std::to_string(descriptor);
    return arguments;
}

}  // namespace

void Supervisor::begin_reload() {
    auto request = exchange_.take();
    if (stopping_ || reload_) {
        const char* const why = stopping_ ? "the hub is being stopped" : "another reload is under way";
        if (request) exchange_.tell({request->id, State::failed, 0, settings_.workers, why});
        return;
    }
    HUB_FAILPOINT("K29.before");
    reload_.emplace();
    reload_->upgrade = std::move(request);
    if (reload_->upgrade) {
        tell(State::checking);
        auto candidate = ProgramFile::open(reload_->upgrade->program);
        if (!candidate) return abandon_reload("supervisor.reload_refused", candidate.error().detail);
        reload_->candidate = std::move(*candidate);
    }
    const auto check = start_check();
    if (!check) return abandon_reload("supervisor.reload_refused", check.error().detail);
    reload_->check = *check;
    reload_->check_ends = clock_.monotonic() + kLongestCheck;
}

// In a process of its own: the supervisor itself stays free of libraries, threads and configuration.
Result<pid_t> Supervisor::start_check() {
    if (!reload_->upgrade) return start_process(program_, settings_.check_arguments, {});
    const auto left = handover().send();
    if (!left) return left.error();
    const auto check = start_process(reload_->candidate, with_handover(settings_.rehearse_arguments, *left), {*left});
    close(*left);
    return check;
}

void Supervisor::on_check_ended(const std::string& problem) {
    reload_->check = -1;
    if (!problem.empty()) {
        const std::string of_program = reload_->candidate.path() + " cannot take over: its check ended with " + problem;
        return abandon_reload("supervisor.reload_refused",
                              reload_->upgrade ? of_program : "the configuration is not valid");
    }
    log::info("supervisor.reloading", {{"program", reload_->upgrade ? reload_->candidate.path() : program_.path()}});
    if (reload_->upgrade) {
        earlier_ = std::exchange(program_, std::move(reload_->candidate));
        ++generation_;
    }
    for (const auto& worker : workers_) reload_->to_replace.push_back(worker.process.pid);
    replace_next();
}

void Supervisor::replace_next() {
    tell(State::replacing);
    while (!reload_->to_replace.empty()) {
        const pid_t old = reload_->to_replace.back();
        if (const auto found = find(old); found != workers_.end()) return start(found->index, old);
        reload_->to_replace.pop_back();
    }
    finish_reload();
}

// An old worker is gone and its place taken.
void Supervisor::worker_replaced(pid_t old) {
    if (!reload_ || reload_->to_replace.empty() || reload_->to_replace.back() != old) return;
    reload_->to_replace.pop_back();
    ++reload_->replaced;
    replace_next();
}

// The old worker goes on: what cannot start changes nothing. Workers that run the new program already are replaced by
// the earlier one.
void Supervisor::replacement_failed(const std::string& how) {
    if (!reload_) return;
    if (!reload_->upgrade) return abandon_reload("supervisor.reload_failed", how);
    if (!reload_->failure.empty())
        return abandon_reload("supervisor.reload_failed", reload_->failure + "; going back failed too: " + how);
    reload_->failure = how;
    program_ = std::move(earlier_);
    reload_->to_replace.clear();
    for (auto& worker : workers_)
        if (worker.generation == generation_ && !worker.kill_at) reload_->to_replace.push_back(worker.process.pid);
    ++generation_;
    replace_next();
}

void Supervisor::finish_reload() {
    if (!reload_->failure.empty()) return abandon_reload("supervisor.reload_failed", reload_->failure);
    log::info("supervisor.reloaded");
    if (reload_->upgrade) {
        // Does not come back when it succeeds.
        const auto why = become_the_new_program();
        return abandon_reload("supervisor.reload_failed",
                              "the workers run the new program, the supervisor itself does not: " + why);
    }
    reload_.reset();
}

void Supervisor::abandon_reload(const char* event, const std::string& why) {
    log::error(event, {{"why", why}});
    tell(State::failed, why);
    reload_.reset();
}

void Supervisor::tell(State state, const std::string& why) {
    if (!reload_->upgrade) return;
    exchange_.tell(
        {reload_->upgrade->id, state, reload_->failure.empty() ? reload_->replaced : 0, settings_.workers, why});
}

Handover Supervisor::handover() const {
    Handover handover;
    for (const auto& slot : slots_) handover.public_sockets.push_back(slot.socket.descriptor());
    handover.operations_socket = operations_.descriptor();
    handover.deaths = deaths_.descriptor();
    handover.lock = settings_.lock;
    handover.run_directory = settings_.run_directory;
    handover.drain_seconds = settings_.drain.count();
    for (const auto& worker : workers_) {
        const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.monotonic() - worker.started);
        handover.workers.push_back({worker.index, worker.process.pid, worker.process.ready_pipe, age.count()});
    }
    if (reload_ && reload_->upgrade) handover.upgrade_id = reload_->upgrade->id;
    return handover;
}

// Executes program_ here, which keeps the process's number, its children, and the signals that have come meanwhile
// (they stay blocked). Returns why it could not.
std::string Supervisor::become_the_new_program() {
    const auto left = handover();
    const auto descriptor = left.send();
    if (!descriptor) return descriptor.error().detail;
    std::vector<std::string> texts{program_.path()};
    for (auto& argument : with_handover(settings_.serve_arguments, *descriptor)) texts.push_back(std::move(argument));
    std::vector<char*> arguments;
    for (auto& text : texts) arguments.push_back(text.data());
    arguments.push_back(nullptr);
    left.set_inherited(true);
    execv(program_.executable().c_str(), arguments.data());
    const std::string why = std::strerror(errno);
    left.set_inherited(false);
    close(*descriptor);
    return why;
}

}  // namespace hub::supervisor
