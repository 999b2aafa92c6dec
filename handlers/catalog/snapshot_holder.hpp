#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "handlers/catalog/snapshot.hpp"

namespace hub::catalog {

// The snapshot in use. Read and replaced from any thread; a reader keeps what it got for as long as it needs it.
class SnapshotHolder {
public:
    // Starts with an empty catalog of version 0.
    SnapshotHolder() : current_(Snapshot::build({})) {}

    // Never null.
    std::shared_ptr<const Snapshot> current() const { return current_.load(std::memory_order_acquire); }
    void replace(std::shared_ptr<const Snapshot> next) { current_.store(std::move(next), std::memory_order_release); }

private:
    std::atomic<std::shared_ptr<const Snapshot>> current_;
};

}  // namespace hub::catalog
