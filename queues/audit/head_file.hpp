#pragma once

#include <string>
#include <vector>

#include "queues/audit/audit_record.hpp"
#include "queues/audit/line_file.hpp"

// The head file: one line for each seal, so that whoever may change the whole database cannot change what was sealed
// unnoticed.
namespace hub::queues {

// Error code: another process is writing to the file at this moment.
constexpr const char* kHeadFileBusy = "audit.head_file_busy";

// Adding to the file; processes that share it take turns.
class HeadWriter {
public:
    // Makes the file when there is none. Never waits. Errors, all transient: kHeadFileBusy, and those of LineWriter.
    static Result<HeadWriter> open(const std::string& path);

    // The last whole line; empty when there is none.
    const std::string& last_line() const { return last_line_; }
    // Adds lines and waits until they are on the disk. Errors: those of LineWriter.
    Result<void> append(const std::vector<AuditSeal>& seals);

private:
    HeadWriter(LineWriter file, std::string last_line) : file_(std::move(file)), last_line_(std::move(last_line)) {}

    LineWriter file_;
    std::string last_line_;
};

}  // namespace hub::queues
