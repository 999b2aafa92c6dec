#pragma once

#include <string>

#include "router/core/result.hpp"

namespace hub::supervisor {

// An executable file as it was when it was opened. It can still be run when its path names another file, so that a
// worker that died never comes back as a program nobody has decided for.
class ProgramFile {
public:
    // Error: invalid "program.unusable" when `path` is no executable file.
    static Result<ProgramFile> open(const std::string& path);
    // What this process runs; `path` is where it was found. Falls back on the path when the file cannot be opened.
    static ProgramFile own(std::string path);

    ProgramFile() = default;
    ProgramFile(ProgramFile&& other) noexcept;
    ProgramFile& operator=(ProgramFile&& other) noexcept;
    ~ProgramFile();

    const std::string& path() const { return path_; }
    // What execv(2) takes: the path while it names this file, otherwise the open file. For this process and those it
    // forks.
    std::string executable() const;

private:
    ProgramFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
    std::string path_;
    int descriptor_ = -1;
};

}  // namespace hub::supervisor
