#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "router/core/result.hpp"
#include "router/supervisor/program_file.hpp"

namespace hub::supervisor {

// Forks and executes `program` with these arguments (after argv[0]) and, beside standard input, output and error, with
// the descriptors `inherited`. The child gets SIGTERM when this process dies, and has only SIGUSR1 blocked: it is for
// those that say when they are ready for it. Error: transient.
Result<pid_t> start_process(const ProgramFile& program, const std::vector<std::string>& arguments,
                            const std::vector<int>& inherited);

// What a worker process inherits.
struct WorkerStart {
    std::vector<std::string> arguments;  // "{public}", "{operations}", "{deaths}" and "{ready}" become descriptors
    int public_descriptor = -1;
    int operations_descriptor = -1;
    int deaths_descriptor = -1;  // see DeathRecord
};

// A started worker process and the pipe on which it says that it serves.
struct WorkerProcess {
    pid_t pid = -1;
    int ready_pipe = -1;  // readable once the worker serves, or at end of file when it died before
};

// As start_process().
Result<WorkerProcess> start_worker(const ProgramFile& program, const WorkerStart& start);

}  // namespace hub::supervisor
