#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "router/core/result.hpp"

namespace hub::supervisor {

// What a supervisor leaves to the program that takes its place in the same process: open descriptors, child processes,
// and whom to tell that it is done. The text is JSON with a version; members a reader does not know are passed over, so
// that the next version may say more and still be followed by this one.
struct Handover {
    struct Worker {
        int index = 0;
        pid_t pid = -1;
        int ready_pipe = -1;  // -1: it serves
        std::int64_t age_milliseconds = 0;
    };

    std::vector<int> public_sockets;  // one for each worker
    int operations_socket = -1;
    int deaths = -1;  // see DeathRecord; -1 when the program that leaves has none
    int lock = -1;  // of the file with the supervisor's number
    std::string run_directory;
    std::int64_t drain_seconds = 0;
    std::vector<Worker> workers;
    std::string upgrade_id;  // whose last report is still to be given

    std::string text() const;
    // Error: invalid "handover.unreadable".
    static Result<Handover> from_text(const std::string& text);

    // Puts the text into a file without a name, whose descriptor is inherited. Error: transient.
    Result<int> send() const;
    // Reads it and closes the descriptor.
    static Result<Handover> receive(int descriptor);

    // Whether all descriptors that are named here, but for the standard ones, outlive an execv(2).
    void set_inherited(bool inherited) const;
};

}  // namespace hub::supervisor
