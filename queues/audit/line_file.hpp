#pragma once

#include <fstream>
#include <optional>
#include <string>

#include "router/core/result.hpp"

// Files of lines in a folder of this machine that are only ever added to: what they remember outlives whatever becomes
// of the database.
namespace hub::queues {

// The file's lines as they are at this moment, one by one.
class LineReader {
public:
    explicit LineReader(const std::string& path);
    // Whether there is a file.
    bool exists() const { return stream_.is_open(); }
    // Empty behind the last whole line, or when the file cannot be read any further.
    std::optional<std::string> next();

private:
    std::ifstream stream_;
    std::streamoff left_ = 0;  // what is added later is not looked at
};

// Adding to a file. Errors of all functions: transient "audit.file" with the path and what the system says.
class LineWriter {
public:
    // Makes the file, and its folder, when there is none.
    static Result<LineWriter> open(const std::string& path);
    LineWriter(LineWriter&& other) noexcept;
    LineWriter& operator=(LineWriter&&) = delete;
    ~LineWriter();

    // Keeps everybody else from doing the same until this one is gone; false when somebody else does. Never waits.
    Result<bool> lock();
    // The last 4 KiB, or all of it. To be called once before append(): only then it is known whether the file ends amid
    // a line, behind which another one begins.
    Result<std::string> end();
    // Adds lines, each with its end, and waits until they are on the disk.
    Result<void> append(const std::string& lines);

    const std::string& path() const { return path_; }

private:
    LineWriter(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}

    int descriptor_ = -1;
    std::string path_;
    bool cut_off_ = false;  // the file ends amid a line
};

}  // namespace hub::queues
