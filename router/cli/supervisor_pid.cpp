#include "router/cli/supervisor_pid.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace hub::cli {
namespace {

std::string path_in(const std::string& state_directory) { return state_directory + "/run/supervisor.pid"; }

}  // namespace

Result<SupervisorPid> SupervisorPid::hold(const std::string& state_directory) {
    std::error_code ignored;
    std::filesystem::create_directories(state_directory + "/run", ignored);
    const auto path = path_in(state_directory);
    SupervisorPid held(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (held.descriptor_ < 0)
        return Error{ErrorKind::permanent, "pid.unwritable", path + " cannot be written: " + std::strerror(errno)};
    if (flock(held.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorKind::conflict, "pid.held", "another passport-hub serves from " + state_directory};
    const auto text = std::to_string(getpid()) + "\n";
    if (ftruncate(held.descriptor_, 0) != 0 ||
        write(held.descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return Error{ErrorKind::permanent, "pid.unwritable", path + " cannot be written: " + std::strerror(errno)};
    return held;
}

Result<pid_t> SupervisorPid::find(const std::string& state_directory) {
    const Error none{ErrorKind::not_found, "pid.none", "no passport-hub serves from " + state_directory};
    const int descriptor = open(path_in(state_directory).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return none;
    const bool free = flock(descriptor, LOCK_SH | LOCK_NB) == 0;
    char text[32] = {};
    const auto length = read(descriptor, text, sizeof(text) - 1);
    close(descriptor);
    const auto pid = length > 0 ? std::atoi(text) : 0;
    if (free || pid <= 1) return none;
    return static_cast<pid_t>(pid);
}

SupervisorPid::SupervisorPid(SupervisorPid&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

SupervisorPid& SupervisorPid::operator=(SupervisorPid&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

SupervisorPid::~SupervisorPid() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace hub::cli
