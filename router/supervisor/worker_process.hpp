#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "router/core/result.hpp"

namespace hub::supervisor {

// What a worker process inherits.
struct WorkerStart {
    std::string program;                  // path of the executable
    std::vector<std::string>
        arguments;  // after argv[0]; "{public}", "{operations}", "{deaths}", "{ready}" become descriptors
    int public_descriptor = -1;
    int operations_descriptor = -1;
    int deaths_descriptor = -1;  // see DeathRecord
};

// A started worker process and the pipe on which it says that it serves.
struct WorkerProcess {
    pid_t pid = -1;
    int ready_pipe = -1;  // readable once the worker serves, or at end of file when it died before
};

// Forks and executes. The child gets SIGTERM when this process dies. Error: transient.
Result<WorkerProcess> start_worker(const WorkerStart& start);

}  // namespace hub::supervisor
