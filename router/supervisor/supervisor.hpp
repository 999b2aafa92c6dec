#pragma once

#include <functional>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/supervisor/death_record.hpp"
#include "router/supervisor/listening_socket.hpp"
#include "router/supervisor/restart_policy.hpp"
#include "router/supervisor/worker_process.hpp"

namespace hub::supervisor {

struct SupervisorSettings {
    std::string program;                       // the executable workers run; looked up anew at every start
    std::vector<std::string> worker_arguments; // see WorkerStart; "{index}" becomes 1..workers
    std::string public_endpoint;
    std::string operations_endpoint;
    int workers = 2;
    std::chrono::seconds drain{20};
    // Says whether the configuration on disk may be used now; called on SIGHUP, before anything is changed.
    std::function<bool()> configuration_is_valid;
};

// Opens the sockets, keeps N workers running and owns nothing else: no threads, no connections, no configuration.
// The sockets outlive the workers: connections that arrive while a worker is restarted wait in the socket's queue.
//   SIGTERM, SIGINT  drain all workers, then return 0 (1 when one had to be killed); a second one kills at once
//   SIGHUP           when the configuration is valid, replace the workers one at a time: the new one serves before the
//                    old one drains, so neither configuration nor program upgrades refuse a connection
class Supervisor {
public:
    Supervisor(SupervisorSettings settings, const Clock& clock);
    ~Supervisor();
    // Runs until stopped; the process's exit code. Error (before any worker runs): listen.failed, supervisor.memory.
    Result<int> run();

private:
    struct Worker {
        int index = 0;
        WorkerProcess process;
        MonotonicTime started{};
        bool ready = false;
        bool draining = false;
        int replaces = -1;  // pid that drains once this one is ready
    };
    struct Slot {
        ListeningSocket socket;
        RestartPolicy policy;
        std::optional<MonotonicTime> restart_at;
    };

    Result<void> open_sockets();
    void start(int index, int replaces = -1);
    void handle_signal(int signal);
    void reap();
    void on_death(pid_t pid, int status);
    void note_ready(Worker& worker, bool serves);
    void replace_next();
    void begin_stop();
    void signal_worker(Worker& worker, int signal);
    int milliseconds_to_next_event() const;
    void run_due_events();
    void poll_once(int signal_descriptor);

    const SupervisorSettings settings_;
    const Clock& clock_;
    ListeningSocket operations_;
    DeathRecord deaths_;
    std::vector<Slot> slots_;
    std::list<Worker> workers_;
    std::vector<int> to_replace_;  // pids, the next one last
    bool stopping_ = false;
    bool killed_ = false;
    MonotonicTime kill_at_{};
};

}  // namespace hub::supervisor
