#include "router/supervisor/program_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace hub::supervisor {
namespace {

Error unusable(const std::string& path, const std::string& why) {
    return {ErrorKind::invalid, "program.unusable", path + " cannot be run: " + why};
}

bool is_same_file(const struct stat& one, const struct stat& other) {
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

}  // namespace

Result<ProgramFile> ProgramFile::open(const std::string& path) {
    ProgramFile program(path, ::open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat status {};
    if (program.descriptor_ < 0 || fstat(program.descriptor_, &status) != 0)
        return unusable(path, std::strerror(errno));
    if (!S_ISREG(status.st_mode)) return unusable(path, "it is not a file");
    if (access(path.c_str(), X_OK) != 0) return unusable(path, std::strerror(errno));
    return program;
}

ProgramFile ProgramFile::own(std::string path) {
    return {std::move(path), ::open("/proc/self/exe", O_PATH | O_CLOEXEC)};
}

ProgramFile::ProgramFile(ProgramFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

ProgramFile& ProgramFile::operator=(ProgramFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

ProgramFile::~ProgramFile() {
    if (descriptor_ >= 0) close(descriptor_);
}

std::string ProgramFile::executable() const {
    struct stat opened {};
    struct stat named {};
    if (descriptor_ < 0 || fstat(descriptor_, &opened) != 0) return path_;
    if (stat(path_.c_str(), &named) == 0 && is_same_file(opened, named)) return path_;
    return "/proc/self/fd/" + std::to_string(descriptor_);
}

}  // namespace hub::supervisor
