#pragma once

#include <sys/types.h>

#include <string>

#include "router/core/result.hpp"

namespace hub::cli {

// The file in which a running `serve` names itself, held under a lock for as long as it runs: a stale file of a
// killed supervisor is recognised by its free lock.
class SupervisorPid {
public:
    // Error: conflict when another supervisor of this state directory runs, permanent when it cannot be written.
    static Result<SupervisorPid> hold(const std::string& state_directory);
    // The running supervisor's pid; not_found when none runs.
    static Result<pid_t> find(const std::string& state_directory);

    SupervisorPid() = default;
    SupervisorPid(SupervisorPid&& other) noexcept;
    SupervisorPid& operator=(SupervisorPid&& other) noexcept;
    ~SupervisorPid();

private:
    explicit SupervisorPid(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace hub::cli
