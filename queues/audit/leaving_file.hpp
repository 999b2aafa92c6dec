#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "router/core/result.hpp"

// The file of leavings: one line for each account that left, beside the head file and written with it, so that a
// database that is restored from a backup can be told who had left meanwhile. It says nothing about who that was.
namespace hub::queues {

struct Leaving {
    std::string left_at;  // as AuditRecord::at
    std::string kind;     // member, owner
    std::int64_t id = 0;
    // Tells the account from another one with the same number: a database that was restored numbers on from before.
    std::string registered_at;  // as left_at
};

// The line about a leaving, without its end; and what a line says, nothing when it is no such line (cut off, damaged).
std::string leaving_line(const Leaving& leaving);
std::optional<Leaving> leaving_of_line(std::string_view line);

// Adds lines, to a file that is made when there is none, and waits until they are on the disk. One process at a time:
// whoever writes the head file. Errors: those of LineWriter.
Result<void> append_leavings(const std::string& path, const std::vector<Leaving>& leavings);

// Puts a file with these lines, which are then on the disk, in the place of the one that is there, if any: whole or not
// at all. Otherwise as append_leavings().
Result<void> replace_leavings(const std::string& path, const std::vector<Leaving>& leavings);

struct Leavings {
    std::vector<Leaving> known;            // as they were written; the same one may be there again
    std::vector<std::int64_t> unreadable;  // the numbers of the lines that are none
};

// What the file says. Error: not_found "audit.no_leavings".
Result<Leavings> read_leavings(const std::string& path);

}  // namespace hub::queues
