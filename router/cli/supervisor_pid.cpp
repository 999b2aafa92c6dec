#include "router/cli/supervisor_pid.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <utility>

namespace hub::cli {
namespace {

std::string path_in(const std::string& state_directory) {
    return SupervisorPid::directory(state_directory) + "/supervisor.pid";
}

}  // namespace

Result<SupervisorPid> SupervisorPid::hold(const std::string& state_directory, const std::string& program) {
    std::error_code ignored;
    std::filesystem::create_directories(directory(state_directory), ignored);
    const auto path = path_in(state_directory);
    SupervisorPid held(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (held.descriptor_ < 0)
        return Error{ErrorKind::permanent, "pid.unwritable", path + " cannot be written: " + std::strerror(errno)};
    if (flock(held.descriptor_, LOCK_EX | LOCK_NB) != 0)
        return Error{ErrorKind::conflict, "pid.held", "another passport-hub serves from " + state_directory};
    if (!held.write_text(program))
        return Error{ErrorKind::permanent, "pid.unwritable", path + " cannot be written: " + std::strerror(errno)};
    return held;
}

SupervisorPid SupervisorPid::adopt(int descriptor, const std::string& program) {
    SupervisorPid held(descriptor);
    (void)held.write_text(program);  // the number is there already
    return held;
}

// One text, so that whoever reads meanwhile sees the number in any case.
bool SupervisorPid::write_text(const std::string& program) const {
    const auto text = std::to_string(getpid()) + "\n" + program + "\n";
    const auto length = static_cast<ssize_t>(text.size());
    return pwrite(descriptor_, text.data(), text.size(), 0) == length && ftruncate(descriptor_, length) == 0;
}

Result<Serving> SupervisorPid::find(const std::string& state_directory) {
    const Error none{ErrorKind::not_found, "pid.none", "no passport-hub serves from " + state_directory};
    const int descriptor = open(path_in(state_directory).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return none;
    const bool free = flock(descriptor, LOCK_SH | LOCK_NB) == 0;
    std::string text(8192, '\0');
    const auto length = read(descriptor, text.data(), text.size());
    close(descriptor);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    std::istringstream lines(text);
    Serving serving;
    lines >> serving.pid;
    lines.ignore(1);
    std::getline(lines, serving.program);
    if (free || serving.pid <= 1) return none;
    return serving;
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
