#pragma once

#include <sys/types.h>

#include <string>

#include "router/core/result.hpp"

namespace hub::cli {

// A supervisor that runs.
struct Serving {
    pid_t pid = -1;
    std::string program;  // where what it runs was found when it began
};

// The file in which a running `serve` names itself, held under a lock for as long as it runs: a stale file of a
// killed supervisor is recognised by its free lock.
class SupervisorPid {
public:
    // Error: conflict when another supervisor of this state directory runs, permanent when it cannot be written.
    static Result<SupervisorPid> hold(const std::string& state_directory, const std::string& program);
    // The file that the program held whose place this one has taken in the same process.
    static SupervisorPid adopt(int descriptor, const std::string& program);
    // The running supervisor; not_found when none runs.
    static Result<Serving> find(const std::string& state_directory);

    int descriptor() const { return descriptor_; }
    // The folder of the file and of those of an upgrade.
    static std::string directory(const std::string& state_directory) { return state_directory + "/run"; }

    SupervisorPid() = default;
    SupervisorPid(SupervisorPid&& other) noexcept;
    SupervisorPid& operator=(SupervisorPid&& other) noexcept;
    ~SupervisorPid();

private:
    explicit SupervisorPid(int descriptor) : descriptor_(descriptor) {}
    bool write_text(const std::string& program) const;
    int descriptor_ = -1;
};

}  // namespace hub::cli
