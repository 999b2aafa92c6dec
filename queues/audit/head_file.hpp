#pragma once

#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "queues/audit/audit_record.hpp"
#include "router/core/result.hpp"

// The head file: one line for each seal, in a folder of this machine, so that whoever may change the whole database
// cannot change what was sealed unnoticed. It is only ever added to.
namespace hub::queues {

// The file's lines as they are at this moment, one by one.
class HeadReader {
public:
    explicit HeadReader(const std::string& path);
    // Whether there is a file.
    bool exists() const { return stream_.is_open(); }
    // Empty behind the last whole line, or when the file cannot be read any further.
    std::optional<std::string> next();

private:
    std::ifstream stream_;
    std::streamoff left_ = 0;  // what is added later is not looked at
};

// Error code: another process is writing to the file at this moment.
constexpr const char* kHeadFileBusy = "audit.head_file_busy";

// Adding to the file; processes that share it take turns.
class HeadWriter {
public:
    // Makes the file, and its folder, when there is none. Never waits. Errors, all transient: kHeadFileBusy, and
    // "audit.head_file" with what the system says.
    static Result<HeadWriter> open(const std::string& path);
    HeadWriter(HeadWriter&& other) noexcept;
    HeadWriter& operator=(HeadWriter&&) = delete;
    ~HeadWriter();

    // The last whole line; empty when there is none.
    const std::string& last_line() const { return last_line_; }
    // Adds lines and waits until they are on the disk. Error transient "audit.head_file".
    Result<void> append(const std::vector<AuditSeal>& seals);

private:
    HeadWriter(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
    Result<void> read_end();

    int descriptor_ = -1;
    std::string path_;
    std::string last_line_;
    bool cut_off_ = false;  // the file ends amid a line
};

}  // namespace hub::queues
