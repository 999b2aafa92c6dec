#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "router/core/clock.hpp"
#include "router/core/result.hpp"

namespace hub::supervisor {

// How often the worker of one slot has died lately.
struct WorkerDeaths {
    int index = 0;              // of the slot, from 0
    std::int64_t in_a_row = 0;  // each within ten minutes of the one before
    MonotonicTime last{};
    std::string how;  // "signal 9", "exit code 1"
};

// What the supervisor, who talks to nobody, tells its workers about those that died: a few bytes of memory that all of
// them inherit. One writes, many read.
class DeathRecord {
public:
    // Error: transient (no memory, no descriptors).
    static Result<DeathRecord> make();
    // One that was made before, by its descriptor.
    static DeathRecord adopt(int descriptor);
    DeathRecord() = default;
    ~DeathRecord();
    DeathRecord(DeathRecord&& other) noexcept;
    DeathRecord& operator=(DeathRecord&& other) noexcept;

    // The inherited descriptor; -1 when there is none.
    int descriptor() const { return descriptor_; }
    // `status` is waitpid's. Slots beyond 64 are not recorded.
    void note(int index, int status, MonotonicTime now);

    // Those that have died, by an inherited descriptor; none for one that is no such record. Safe from any thread.
    static std::vector<WorkerDeaths> read(int descriptor);

    // "signal 9" or "exit code 1".
    static std::string how(int status);

private:
    int descriptor_ = -1;
};

}  // namespace hub::supervisor
