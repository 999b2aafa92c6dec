#include "router/supervisor/death_record.hpp"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hub::supervisor {
namespace {

constexpr int kMostSlots = 64;
constexpr std::chrono::minutes kTogether{10};

struct Entry {
    std::int64_t in_a_row = 0;
    std::int64_t last = 0;  // the monotonic clock, which all processes of a machine share
    std::int64_t status = 0;
};

off_t place_of(int index) { return static_cast<off_t>(index) * static_cast<off_t>(sizeof(Entry)); }

Entry entry_at(int descriptor, int index) {
    Entry entry;
    const auto size = pread(descriptor, &entry, sizeof(entry), place_of(index));
    return size == static_cast<ssize_t>(sizeof(entry)) ? entry : Entry{};
}

MonotonicTime time_of(const Entry& entry) { return MonotonicTime(MonotonicTime::duration(entry.last)); }

}  // namespace

Result<DeathRecord> DeathRecord::make() {
    DeathRecord record;
    record.descriptor_ = memfd_create("passport-hub-deaths", MFD_CLOEXEC);
    if (record.descriptor_ < 0 || ftruncate(record.descriptor_, place_of(kMostSlots)) != 0)
        return Error{ErrorKind::transient, "supervisor.memory", std::strerror(errno)};
    return record;
}

DeathRecord DeathRecord::adopt(int descriptor) {
    DeathRecord record;
    record.descriptor_ = descriptor;
    return record;
}

DeathRecord::~DeathRecord() {
    if (descriptor_ >= 0) close(descriptor_);
}

DeathRecord::DeathRecord(DeathRecord&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DeathRecord& DeathRecord::operator=(DeathRecord&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

void DeathRecord::note(int index, int status, MonotonicTime now) {
    if (descriptor_ < 0 || index < 0 || index >= kMostSlots) return;
    auto entry = entry_at(descriptor_, index);
    const bool again = entry.in_a_row > 0 && now - time_of(entry) < kTogether;
    entry = {again ? entry.in_a_row + 1 : 1, now.time_since_epoch().count(), status};
    // Nobody but the workers' alarms misses it should this fail.
    [[maybe_unused]] const auto written = pwrite(descriptor_, &entry, sizeof(entry), place_of(index));
}

std::vector<WorkerDeaths> DeathRecord::read(int descriptor) {
    std::vector<WorkerDeaths> deaths;
    if (descriptor < 0) return deaths;
    for (int index = 0; index < kMostSlots; ++index) {
        const auto entry = entry_at(descriptor, index);
        if (entry.in_a_row > 0)
            deaths.push_back({index, entry.in_a_row, time_of(entry), how(static_cast<int>(entry.status))});
    }
    return deaths;
}

std::string DeathRecord::how(int status) {
    return WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                               : "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace hub::supervisor
