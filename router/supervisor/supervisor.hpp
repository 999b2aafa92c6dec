#pragma once

#include <functional>
#include <list>
#include <optional>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/supervisor/death_record.hpp"
#include "router/supervisor/handover.hpp"
#include "router/supervisor/listening_socket.hpp"
#include "router/supervisor/program_file.hpp"
#include "router/supervisor/restart_policy.hpp"
#include "router/supervisor/upgrade_exchange.hpp"
#include "router/supervisor/worker_process.hpp"

namespace hub::supervisor {

struct SupervisorSettings {
    // Arguments of the program; "{index}" becomes 1..workers, for the rest see WorkerStart. Another version of the
    // program is started with the same ones.
    std::vector<std::string> worker_arguments;
    std::vector<std::string> check_arguments;     // ends with 0 when the configuration on disk may be used now
    std::vector<std::string> serve_arguments;     // of the program that takes this one's place; "{handover}" becomes a
    std::vector<std::string> rehearse_arguments;  // descriptor; and of that which only says whether it could
    std::string public_endpoint;
    std::string operations_endpoint;
    int workers = 2;
    std::chrono::seconds drain{10};
    std::string run_directory;  // see UpgradeExchange
    std::string log_file;       // opened anew on SIGUSR1; empty: standard error is somebody else's
    int lock = -1;              // handed over to the program that takes this one's place
};

// Opens the sockets, keeps N workers running and owns nothing else: no threads, no connections, no configuration.
// The sockets outlive the workers: connections that arrive while a worker is restarted wait in the socket's queue.
//   SIGTERM, SIGINT  drain all workers, then return 0 (1 when one had to be killed); a second one kills at once
//   SIGHUP           when the configuration is valid, replace the workers one at a time: the new one serves before the
//                    old one drains. When another program is wished for (see UpgradeExchange), by that one; then
//                    execute it in this process, with the sockets. A program that does not serve changes nothing
//   SIGUSR1          open the log file anew, here and in all workers
class Supervisor {
public:
    // `program` is what this process runs.
    Supervisor(SupervisorSettings settings, ProgramFile program, const Clock& clock);
    ~Supervisor();
    // Runs until stopped; the process's exit code. Error (before any worker runs): listen.failed, supervisor.memory.
    Result<int> run();
    // The same with the sockets and workers of the program whose place this one has taken.
    int run(const Handover& handover);

private:
    struct Worker {
        int index = 0;
        WorkerProcess process;
        MonotonicTime started{};
        int generation = 0;  // of the program it runs
        bool ready = false;
        std::optional<MonotonicTime> kill_at{};  // set: it drains
        int replaces = -1;                       // pid that drains once this one is ready
    };
    struct Slot {
        ListeningSocket socket;
        RestartPolicy policy;
        std::optional<MonotonicTime> restart_at;
    };
    // A reload or an upgrade under way.
    struct Reload {
        std::optional<UpgradeRequest> upgrade;
        ProgramFile candidate;  // until it is known to be good
        pid_t check = -1;       // the process that finds out
        MonotonicTime check_ends{};
        std::vector<pid_t> to_replace{};  // the next one last
        int replaced = 0;
        std::string failure{};  // set: the workers go back to the earlier program
    };

    Result<void> open_sockets();
    void adopt(const Handover& handover);
    int run_until_stopped();
    void start(int index, int replaces = -1);
    void handle_signal(int signal);
    void reopen_log();
    void reap();
    void on_death(pid_t pid, int status);
    void note_ready(Worker& worker, bool serves);
    void begin_stop();
    void drain(Worker& worker, int signal);
    void kill_worker(Worker& worker);
    int milliseconds_to_next_event() const;
    void run_due_events();
    void poll_once(int signal_descriptor);
    std::list<Worker>::iterator find(pid_t pid);

    // supervisor_reload.cpp
    void begin_reload();
    Result<pid_t> start_check();
    void on_check_ended(const std::string& problem);
    void replace_next();
    void replacement_failed(const std::string& how);
    void worker_replaced(pid_t old);
    void finish_reload();
    void abandon_reload(const char* event, const std::string& why);
    void tell(UpgradeReport::State state, const std::string& why = {});
    std::string become_the_new_program();
    Handover handover() const;

    const SupervisorSettings settings_;
    const Clock& clock_;
    const UpgradeExchange exchange_;
    ProgramFile program_;     // of workers that are started from now on
    ProgramFile earlier_;     // while an upgrade goes on
    int generation_ = 0;      // of program_
    std::string signed_off_;  // the upgrade whose last report is to be given by this program
    ListeningSocket operations_;
    DeathRecord deaths_;
    std::vector<Slot> slots_;
    std::list<Worker> workers_;
    std::optional<Reload> reload_;
    bool stopping_ = false;
    bool killed_ = false;
};

}  // namespace hub::supervisor
