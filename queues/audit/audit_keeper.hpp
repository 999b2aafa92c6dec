#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"
#include "router/runtime/database.hpp"

namespace hub::queues {

struct AuditKeeperSettings {
    runtime::DatabaseSettings database;  // of the application role
    std::string head_path;               // of the head file
    std::string leaving_path;            // of the file of leavings
    std::chrono::seconds behind{300};    // what waits longer to be sealed is too late
    std::chrono::seconds between_passes{3'600};
};

// Keeps the audit sealed and watches over it, on a thread and a connection of its own: every five seconds it seals what
// is new (one worker at a time), writes the leavings among it and then the new seals to this machine's files, and
// verifies a part of the chain, so that the whole of it is gone through again and again.
class AuditKeeper {
public:
    AuditKeeper(AuditKeeperSettings settings, const Clock& clock);
    ~AuditKeeper();

    void start();
    // Asks to end after the round under way.
    void request_stop();

    // Whether records are sealed in time and the head file is written. From any thread.
    Result<void> sealing() const;
    // Whether nothing was found wrong, by the pass under way or the last whole one. From any thread.
    Result<void> integrity() const;

    // One round on the calling thread instead of start(), for tests; returns the pause until the next.
    std::chrono::milliseconds step();

private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

}  // namespace hub::queues
